"""Owns one serving process: HTTP, chat, the timetable and delivery, from start to a clean stop. Must not decide."""

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import uvicorn
from fastapi import FastAPI

from wres_bot.app import App, apply_trust_settings, build_app
from wres_bot.commands import digest, dispatch, indicators  # noqa: F401  # here, so that no answer waits for an import
from wres_bot.config import Settings
from wres_bot.delivery.account_checks import PASS_EVERY, check_accounts
from wres_bot.delivery.batch import Counts, Pace
from wres_bot.delivery.outcomes import TIMING, Timing
from wres_bot.delivery.platform_notices import put_platform_notices
from wres_bot.delivery.refresh_worker import keep_refreshing, refresh_batch
from wres_bot.delivery.schedule import build_scheduler
from wres_bot.delivery.worker import deliver_batch, drain, keep_delivering, lane_of
from wres_bot.domain.errors import ConfigError
from wres_bot.indicators.compute.significance import import_ahead
from wres_bot.logs import get_logger
from wres_bot.store.engine import schema_problem, write_problem
from wres_bot.store.security_log import SecurityKind
from wres_bot.web.about import mount as mount_about
from wres_bot.web.api import make_api
from wres_bot.web.limits import MAX_CONNECTIONS, LimitedProtocol
from wres_bot.web.metrics import Metrics
from wres_bot.web.pictures import mount as mount_pictures

log = get_logger(__name__)

NO_CHAT = (
    "No chat platform is set up. Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET "
    "and TEAMS_TENANT_ID, or try: wres-bot demo"
)
REQUESTS_WITHIN, STOP_WITHIN = 2, 6
"""Seconds that requests under way may take to end, then answers and delivery; stopping as a whole takes under ten."""
ASK_EVERY, ASK_AGAIN = 300.0, 30.0
"""Seconds between two questions to a platform whether it still takes the bot; and while it does not."""
WRITE_NOTICED_EVERY = 60.0
"""Seconds that what was refused is counted in memory before it is written down."""
WARM_AFTER = 3
"""Seconds after the start, when it answers already."""


class ServerProcess:
    """Everything one process runs while it serves."""

    def __init__(self, app: App, timing: Timing = TIMING) -> None:
        self.app = app
        self.timing = timing
        self.pace = Pace()
        self.ask_every = ASK_EVERY
        self.refusals: dict[str, str] = {}
        self.listeners = {name: adapter.listen() for name, adapter in app.adapters.items()}

    def api(self) -> FastAPI:
        """The HTTP app with everything mounted."""
        ready = {"database": self._database}
        if not self.app.platforms:
            ready["chat"] = lambda: NO_CHAT
        ready |= {name: partial(self._find_platform_problem, name) for name in self.listeners}
        mounts = [listener.mount for listener in self.listeners.values()]
        if pictures := self.app.pictures:
            mounts.append(lambda api: mount_pictures(api, pictures))
        mounts.append(mount_about)
        metrics = Metrics(
            self.app.store, self.app.now, lambda: {n: self.find_refusal(n) is None for n in self.listeners}
        )
        self.app.count_command = metrics.count_command
        return make_api(
            ready=ready, metrics=metrics.registry, mounts=mounts, lifespan=self.lifespan,
            token=self.app.settings.metrics_token, count_refused=partial(self._count_refused, metrics),
        )  # fmt: skip

    def _count_refused(self, metrics: Metrics, path: str, status: int) -> None:
        metrics.count_refused(path, status)
        self.app.notice(SecurityKind.REQUEST_REFUSED, what=f"{path} {status}")

    async def _keep_checking_accounts(self) -> None:
        """Each account once a day, slowly, beside everything else."""
        while True:
            await asyncio.sleep(PASS_EVERY)
            try:
                takes = {n: p for n, p in self.app.platforms.items() if self.find_refusal(n) is None}
                await check_accounts(self.app.store, takes, self.app.now)
            except Exception:
                log.exception("accounts_not_checked")

    async def _keep_writing_noticed(self) -> None:
        while True:
            await asyncio.sleep(WRITE_NOTICED_EVERY)
            await asyncio.to_thread(self.app.write_noticed)

    def _database(self) -> str | None:
        engine = self.app.store.engine
        return schema_problem(engine) or write_problem(engine)

    def _find_platform_problem(self, name: str) -> str | None:
        return self.listeners[name].find_problem() or self.find_refusal(name)

    def find_refusal(self, name: str) -> str | None:
        """Why a platform refuses the bot itself, as it was asked last or as it said to a letter."""
        gate = self.pace.gates.get(name)
        return (gate.refused if gate else None) or self.refusals.get(name)

    async def _watch_platforms(self) -> None:
        """Asks each platform now and then whether it still takes the bot, which else only a letter would find out."""
        while True:
            await asyncio.sleep(min(ASK_AGAIN, self.ask_every) if self.refusals else self.ask_every)
            for name in self.app.adapters:
                await self.ask_platform(name)

    async def ask_platform(self, name: str) -> None:
        try:
            found = await self.app.adapters[name].find_problems()
        except Exception:
            log.exception("platform_not_asked", platform=name)
            return
        before, now = self.find_refusal(name), " ".join(found) or None
        if now is None:
            self.refusals.pop(name, None)
            if (gate := self.pace.gates.get(name)) is not None:
                gate.refused = None
            if before is not None:
                log.info("platform_takes_bot_again", platform=name)
            return
        self.refusals[name] = now
        if before is None:
            log.error("platform_refuses_bot", platform=name, problem=now)
            return  # it may be over in a moment
        others = [other for other in self.app.adapters if self.find_refusal(other) is None]
        put = partial(put_platform_notices, platform=name, problem=now, others=others, now=self.app.now())
        await asyncio.wrap_future(self.app.store.submit(put))

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(self._apply_settings)
        clockwork = build_scheduler(self.app.store, self.app.now)
        clockwork.start()
        stopping = asyncio.Event()
        delivering = asyncio.create_task(keep_delivering(self.deliver, stopping, self.timing.every))
        drawing = asyncio.create_task(keep_refreshing(self.redraw, stopping, self.timing.every))
        warming = asyncio.create_task(self._load_slow_imports())
        watching = asyncio.create_task(self._watch_platforms())
        noticing = asyncio.create_task(self._keep_writing_noticed())
        checking = asyncio.create_task(self._keep_checking_accounts())
        listening = [asyncio.create_task(self._listen(name)) for name in self.listeners]
        log.info("serving", platforms=sorted(self.listeners))
        try:
            yield
        finally:
            stopping.set()
            self.pace.stopping = True
            clockwork.shutdown(wait=False)
            for task in (warming, watching, drawing, noticing, checking, *listening):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            answers = [listener.close(STOP_WITHIN) for listener in self.listeners.values()]
            letters = drain(delivering, self.app.store, self.app.holder, STOP_WITHIN)
            await asyncio.gather(letters, *answers)  # at once: none waits out the other's time
            await self.app.close_platforms()
            await asyncio.to_thread(self.app.write_noticed)
            await asyncio.to_thread(self.app.store.close)
            log.info("stopped")

    async def deliver(self, lane: int = 0) -> Counts:
        """One pass, in one of the lanes that hold letters by themselves."""
        app = self.app
        if not app.platforms:
            return Counts()  # letters wait for the platform that is still to be set up
        holder = lane_of(app.holder, lane)
        return await deliver_batch(app.store, app.platforms, app.now, holder, pace=self.pace, timing=self.timing)

    async def redraw(self) -> int:
        """One pass: what was sent is drawn again where it has changed."""
        return await refresh_batch(self.app.store, self.app.platforms, self.app.now, self.pace)

    async def _listen(self, name: str) -> None:
        """One that breaks off says so at once; readiness tells what no longer comes in."""
        try:
            await self.listeners[name].run()
        except Exception:
            log.exception("listener_failed", platform=name)

    async def _load_slow_imports(self) -> None:
        """The first answer about chance need not wait for what takes seconds to load, nor hold the store for it."""
        await asyncio.sleep(WARM_AFTER)
        await asyncio.to_thread(import_ahead)

    def _apply_settings(self) -> None:
        """Before the first request: what the settings file says of each trust is what is so."""
        for key in apply_trust_settings(self.app):
            log.warning("trust_settings_without_trust", trust=key)


def freeze_loaded_objects() -> None:
    """What is loaded by now stays until the end, and need not be looked through for garbage again and again.

    A batch of letters makes some ten thousand objects that live for as long as it is under way.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    app = build_app(settings)
    if problem := schema_problem(app.store.engine):
        raise ConfigError(problem)
    if not app.platforms:
        log.warning("no_chat_platform", hint=NO_CHAT)
    freeze_loaded_objects()
    # uvicorn passes the signal on when all is ended: to be told to stop, and to have done so, is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        ServerProcess(app).api(), host=settings.host, port=settings.port, loop="uvloop", http=LimitedProtocol,
        limit_concurrency=MAX_CONNECTIONS,
        access_log=False, log_config=None, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=REQUESTS_WITHIN,
    )  # fmt: skip
