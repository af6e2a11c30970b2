// Draws Adaptive Cards with the official renderer as Teams would, and says what is wrong with them.
// Colours and sizes are those that Teams' design publishes; fonts are those that fonts.conf lets in.
"use strict";

const THEMES = {
  light: {
    page: "#F5F5F5", card: "#FFFFFF", words: "#242424", quiet: "#616161", edge: "#D1D1D1", accent: "#5B5FC7",
    good: "#237B4B", warning: "#835C00", attention: "#C4314B", emphasis: "#F5F5F5", strong: "#5B5FC7", onStrong: "#FFFFFF",
  },
  dark: {
    page: "#1F1F1F", card: "#292929", words: "#FFFFFF", quiet: "#ADADAD", edge: "#666666", accent: "#9299F7",
    good: "#92C353", warning: "#F8D22A", attention: "#F9526B", emphasis: "#333333", strong: "#4F52B2", onStrong: "#FFFFFF",
  },
  contrast: {
    page: "#000000", card: "#000000", words: "#FFFFFF", quiet: "#FFFFFF", edge: "#FFFFFF", accent: "#FFFF01",
    good: "#3FF23F", warning: "#FFFF01", attention: "#FF9999", emphasis: "#000000", strong: "#1AEBFF", onStrong: "#000000",
  },
};

function hostConfig(look, font) {
  const pair = (colour) => ({ default: colour, subtle: colour });
  const foreground = {
    default: { default: look.words, subtle: look.quiet }, accent: pair(look.accent), good: pair(look.good),
    warning: pair(look.warning), attention: pair(look.attention), dark: pair("#000000"), light: pair("#FFFFFF"),
  };
  const style = (ground) => ({ backgroundColor: ground, foregroundColors: foreground });
  return new AdaptiveCards.HostConfig({
    fontFamily: `"${font}"`,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: look.edge },
    supportsInteractivity: true,
    containerStyles: { default: style(look.card), emphasis: style(look.emphasis) },
    imageSizes: { small: 32, medium: 52, large: 100 },
    textBlock: { headingLevel: 3 },
    table: { cellSpacing: 8 },
    actions: {
      maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    },
  });
}

// As an eager reader of Markdown would, so that whatever reached it without being plain shows: bold, italics, code,
// lists, links, breaks, entities. <at> is what Teams makes a mention of.
function markdown(text, result) {
  let html = text.replace(/&(?!#?\w+;)/g, "&amp;").replace(/<(?!\/?at>)/g, "&lt;");
  html = html.replace(/\\([\\`*_{}\[\]()#+.!~|<>-])/g, "$1");
  html = html.replace(/<at>(.*?)<\/at>/g, '<span class="mention">$1</span>');
  html = html.replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>').replace(/(https?:\/\/\S+|www\.\S+)/g, '<a href="$1">$1</a>');
  html = html.replace(/\*\*?([^*]+)\*\*?/g, "<b>$1</b>").replace(/__?([^_]+)__?/g, "<i>$1</i>").replace(/~+([^~]+)~+/g, "<s>$1</s>");
  html = html.replace(/`([^`]+)`/g, "<code>$1</code>").replace(/^#+\s+(.*)$/gm, "<h1>$1</h1>");
  html = html.replace(/^\s*[-+*]\s+(.*)$/gm, "<ul><li>$1</li></ul>").replace(/^\s*\d+[.)]\s+(.*)$/gm, "<ol><li>$1</li></ol>");
  result.outputHtml = `<p>${html.replace(/\n/g, " ")}</p>`;
  result.didProcess = true;
}

AdaptiveCards.AdaptiveCard.onProcessMarkdown = markdown;

function draw(payload, config, found) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  context.onParseElement = undefined;
  card.parse(payload, context);
  for (let n = 0; n < context.eventCount; n += 1) found.push(`parse: ${context.getEventAt(n).message}`);
  for (const event of card.validateProperties().validationEvents) found.push(`validate: ${event.message}`);
  card.onExecuteAction = (action) => window.done?.(action);
  return card.render();
}

// Draws messages, each a card with its words, at a width, in a theme and a font. Gives what is wrong, a list for each card.
window.drawCards = (cards, theme, width, font) => {
  const look = THEMES[theme];
  const config = hostConfig(look, font);
  const root = document.documentElement.style;
  for (const [name, value] of Object.entries({
    "--ground": look.page, "--button": look.card, "--words": look.words, "--edge": look.edge, "--strong": look.strong,
    "--on-strong": look.onStrong, "--font": `"${font}"`,
  })) root.setProperty(name, value);
  const all = document.getElementById("cards");
  all.replaceChildren();
  all.style.width = `${width - 32}px`;
  const drawn = cards.map((payload) => {
    const found = [];
    const warn = console.warn;
    const error = console.error;
    console.warn = console.error = (...said) => found.push(`console: ${said.join(" ")}`);
    const box = document.createElement("div");
    box.className = "one";
    box.style.background = look.card;
    const element = draw(payload, config, found);
    console.warn = warn;
    console.error = error;
    if (element) box.append(element);
    else found.push("nothing was drawn");
    all.append(box);
    return [box, found];
  });
  return drawn.map(([box, found]) => [...found, ...problems(box, look)]);
};

// What each card shows, a line for each line drawn.
window.readCards = () => [...document.querySelectorAll(".one")].map((box) => box.innerText);

function problems(box, look) {
  const found = [];
  const edge = box.getBoundingClientRect().right + 0.5;
  if (box.scrollWidth > box.clientWidth) found.push(`wider than the card: ${box.scrollWidth} > ${box.clientWidth}`);
  for (const element of box.querySelectorAll("*")) {
    const said = element.innerText?.slice(0, 40) ?? element.tagName;
    const style = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth && style.display !== "inline") found.push(`cut off: ${said}`);
    if (element.scrollHeight > element.clientHeight + 4 && style.overflowY === "hidden") found.push(`cut off below: ${said}`);
    if (element.getBoundingClientRect().right > edge) found.push(`beyond the edge: ${said}`);
    if (style.whiteSpace === "nowrap" && style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth) found.push(`shortened: ${said}`);
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (own && contrast(style.color, ground(element)) < 4.5) found.push(`hard to see: ${said} ${style.color}`);
    if (element.tagName === "IMG" && !element.alt) found.push("a picture without words");
  }
  return found;
}

function ground(element) {
  for (let each = element; each; each = each.parentElement) {
    const [r, g, b, alpha = 1] = channels(getComputedStyle(each).backgroundColor);
    if (alpha > 0.99) return `rgb(${r}, ${g}, ${b})`;
  }
  return "rgb(255, 255, 255)";
}

const channels = (colour) => colour.match(/[\d.]+/g).map(Number);

function luminance(colour) {
  const [r, g, b] = channels(colour).slice(0, 3).map((each) => {
    const part = each / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
