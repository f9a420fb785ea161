"""Other engines than the Chromium of the tests: Firefox, WebKit, and the oldest Chromium in which everything works.

Each is worked as a reader works it, with clicks and keys, through one small face.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import websocket
from playwright.sync_api import Error, Page, Playwright
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver

WIDTH, HEIGHT = 1280, 900
PATIENCE = 30
"""Seconds after which what should have come to pass will not."""
MIDDLE = """(() => {
  const element = document.querySelector(%s);
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
})()"""
UNPACK = """
const zlib = require("node:zlib"), fs = require("node:fs"), [source, target] = process.argv.slice(1);
fs.writeFileSync(target, zlib.brotliDecompressSync(fs.readFileSync(source)), { mode: 0o755 });
"""


@dataclass(frozen=True)
class Tools:
    """What a browser may need: Playwright, the packages from npm, and a folder of its own."""

    playwright: Playwright
    packages: Path
    folder: Path


class Engine:
    """A window of a browser: what differs from one way of driving it to the next, and what does not."""

    version = ""
    """What the browser calls itself."""
    between_pages: type[Exception] = RuntimeError
    """What a question raises that is asked while one page gives way to the next."""

    def go(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        raise NotImplementedError

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression is in the page."""
        raise NotImplementedError

    def point(self, x: int, y: int) -> None:
        """Click a point of the window."""
        raise NotImplementedError

    def write(self, words: str) -> None:
        """Type into what has the focus."""
        raise NotImplementedError

    def click(self, selector: str) -> None:
        """Click the middle of an element."""
        self.point(*self.ask(MIDDLE % json.dumps(selector)))

    def until(self, condition: str) -> None:
        """Wait until a JavaScript expression holds in the page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(self.between_pages):
                if self.ask(f"Boolean({condition})"):
                    return
            time.sleep(0.05)
        raise AssertionError(f"It did not come to pass: {condition}")


class Driven(Engine):
    """A browser driven by WebDriver."""

    between_pages = WebDriverException

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        self.version = f"{driver.capabilities['browserName']} {driver.capabilities['browserVersion']}"

    def go(self, address: str) -> None:
        self.driver.get(address)

    def ask(self, expression: str) -> Any:
        return self.driver.execute_script(f"return ({expression})")

    def point(self, x: int, y: int) -> None:
        actions = ActionChains(self.driver)
        actions.w3c_actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    def write(self, words: str) -> None:
        self.driver.switch_to.active_element.send_keys(words)


class Played(Engine):
    """An old Chromium driven by Playwright, whose own questions to a page are too new for it: only address, mouse and keyboard."""

    between_pages = Error

    def __init__(self, page: Page) -> None:
        self.page = page
        self.version = str(page.evaluate("navigator.userAgent"))

    def go(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(f"() => ({expression})")

    def point(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)


class Spoken(Engine):
    """A browser that speaks WebDriver BiDi by itself, over a socket: https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._ids = itertools.count(1)
        said = self._say("session.new", capabilities={})["capabilities"]
        self.version = f"{said['browserName']} {said['browserVersion']}"
        self._context = self._say("browsingContext.getTree")["contexts"][0]["context"]
        self._say("browsingContext.setViewport", context=self._context, viewport={"width": WIDTH, "height": HEIGHT})

    def _say(self, method: str, **params: Any) -> Any:
        id = next(self._ids)
        self._socket.send(json.dumps({"id": id, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != id:
            pass  # an event
        if answer["type"] != "success":
            raise RuntimeError(answer)
        return answer["result"]

    def go(self, address: str) -> None:
        self._say("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        written = f"JSON.stringify({{ value: {expression} }})"
        answer = self._say("script.evaluate", expression=written, target={"context": self._context}, awaitPromise=True)
        if answer["type"] != "success":
            raise RuntimeError(answer)
        return json.loads(answer["result"]["value"]).get("value")

    def _act(self, kind: str, *actions: dict[str, Any]) -> None:
        self._say("input.performActions", context=self._context, actions=[{"type": kind, "id": kind, "actions": list(actions)}])

    def point(self, x: int, y: int) -> None:
        button = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self._act("pointer", {"type": "pointerMove", "x": x, "y": y}, *button)

    def write(self, words: str) -> None:
        self._act("key", *({"type": kind, "value": letter} for letter in words for kind in ("keyDown", "keyUp")))

    def close(self) -> None:
        self._socket.close()


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def _said(stream: IO[str] | None, pattern: str) -> str:
    """The first thing on a stream that a pattern finds."""
    assert stream is not None
    found = next((match for line in stream if (match := re.search(pattern, line))), None)
    assert found, f"It never said {pattern}."
    return found[0]


@contextmanager
def firefox(tools: Tools) -> Iterator[Engine | None]:
    """Firefox ESR, without a window; nothing where it is not installed."""
    path = shutil.which("firefox-esr")
    if path is None:
        yield None
        return
    with ExitStack() as stack:
        command = [path, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(tools.folder)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        stack.callback(_stop, process)
        engine = Spoken(_said(process.stderr, r"ws://[\d.:]+") + "/session")
        stack.callback(engine.close)
        yield engine


@contextmanager
def webkit(tools: Tools) -> Iterator[Engine | None]:
    """WebKitGTK on a screen that nobody sees; nothing where it or the screen is not installed."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    if driver is None or screen is None:
        yield None
        return
    with ExitStack() as stack:
        command = [screen, "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT + 200}x24", "-nolisten", "tcp"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        stack.callback(_stop, process)
        display = ":" + _said(process.stdout, r"\d+")
        own = {
            "DISPLAY": display,
            "HOME": str(tools.folder),
            "XDG_RUNTIME_DIR": str(tools.folder),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "GDK_BACKEND": "x11",
        }
        service = webdriver.WebKitGTKService(driver, env=os.environ | own)
        service.start()
        stack.callback(service.stop)
        connection = RemoteConnection(client_config=ClientConfig(service.service_url))
        opened = webdriver.Remote(connection, options=webdriver.WebKitGTKOptions())
        stack.callback(opened.quit)
        opened.set_window_size(WIDTH, HEIGHT)
        yield Driven(opened)


@contextmanager
def chromium_87(tools: Tools) -> Iterator[Engine | None]:
    """Chromium 87, from a package of npm that unpacks on Linux with x86_64 only; nothing elsewhere."""
    packed = tools.packages / "chrome-aws-lambda" / "bin" / "chromium.br"
    if not packed.is_file() or os.uname()[::4] != ("Linux", "x86_64"):
        yield None
        return
    path = tools.folder / "chromium"
    subprocess.run(["node", "-e", UNPACK, packed, path], check=True)
    options = ["--no-sandbox", "--single-process", "--no-zygote", "--disable-gpu"]
    browser = tools.playwright.chromium.launch(executable_path=path, args=options)
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
    yield Played(context.new_page())
    browser.close()


Opener = Callable[[Tools], AbstractContextManager[Engine | None]]
ENGINES: dict[str, Opener] = {"Firefox ESR": firefox, "WebKitGTK": webkit, "Chromium 87": chromium_87}
