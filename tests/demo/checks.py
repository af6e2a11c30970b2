"""What an accessibility checker would look for, as scripts for a browser; each gives the list of what is wrong."""

# What a checker would look for: everything that can be worked has a name, ids are unique and those pointed at exist,
# headings do not jump, there is one main landmark, and what arrives is announced.
PROBLEMS = """() => {
  const wrong = [], all = s => [...document.querySelectorAll(s)];
  const name = e => e.getAttribute('aria-label') || [...(e.labels || [])].map(l => l.textContent).join(' ')
    || (e.matches('input, select') ? '' : e.textContent);
  for (const e of all('input:not([type=hidden]), select, button, a, summary, form, nav, [role=region], [role=log]')) {
    const by = e.getAttribute('aria-labelledby');
    if (!(by ? document.getElementById(by).textContent : name(e)).trim()) wrong.push('no name: ' + e.outerHTML);
  }
  for (const e of all('img')) if (!e.alt) wrong.push('no words for a picture');
  const ids = all('[id]').map(e => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push('twice: ' + id);
  for (const e of all('[aria-labelledby], [aria-describedby], label[for]')) {
    const to = e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby') || e.htmlFor;
    if (!document.getElementById(to)) wrong.push('points nowhere: ' + to);
  }
  let before = 0;
  for (const e of all('main h1, main h2, main h3, main h4, main h5')) {
    const level = +e.tagName[1];
    if (level > before + 1 && !(before === 1 && level === 3)) wrong.push('heading jumps: ' + e.textContent);
    before = level;
  }
  for (const s of ['main', 'header', 'nav', 'h1', '[role=log]', '[role=status]'])
    if (all(s).length !== 1) wrong.push(all(s).length + ' of ' + s);
  if (!document.documentElement.lang || !document.title.trim()) wrong.push('no language or title');
  return wrong;
}"""

# Every text against the colour behind it, and every edge of a control against what it lies on.
FAINT = """() => {
  const read = c => { const n = c.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const behind = e => { for (; e; e = e.parentElement) { const c = read(getComputedStyle(e).backgroundColor);
    if (c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const faint = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, s = getComputedStyle(e);
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('.unseen, script')) continue;
    const r = ratio(read(s.color).slice(0, 3), behind(e));
    const size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && +s.fontWeight >= 700);
    if (r < (large ? 3 : 4.5)) faint.push(r.toFixed(2) + ' ' + walk.currentNode.data.trim().slice(0, 40));
  }
  for (const e of document.querySelectorAll('button:not(.strong), select, input:not([type=hidden])')) {
    const r = ratio(read(getComputedStyle(e).borderTopColor).slice(0, 3), behind(e.parentElement));
    if (e.checkVisibility() && r < 3) faint.push(r.toFixed(2) + ' edge of ' + e.outerHTML.slice(0, 60));
  }
  return faint;
}"""
