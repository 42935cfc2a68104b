"""The pages in a real browser, with scripts turned off."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from search_api.app import make_app
from search_api.settings import Settings, corpus_address

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("GOUJI_TEST_BROWSER") != "required",
    reason="no Chromium on this machine: install Debian's `chromium`, or any, to run the pages' tests",
)


@pytest.fixture(scope="module")
def site(samples_made: Any) -> Iterator[str]:
    """The address of a server on the samples."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_app(Settings(corpus=corpus_address(samples_made / "corpus.db")))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "GOUJI_TEST_BROWSER=required, and there is no Chromium: install it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page without JavaScript that complains of anything fetched from elsewhere."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page, elsewhere = context.new_page(), []
    page.on("request", lambda request: elsewhere.append(request.url) if "127.0.0.1" not in request.url else None)
    yield page
    context.close()
    assert elsewhere == []


def test_a_search_leads_to_the_hit_marked_in_its_document(site: str, page: Any) -> None:
    page.goto(site)
    page.fill("#q", "公共租赁住房的租金标准是多少？")
    page.click("form.ask button")
    first = page.locator("ol.hits > li").first
    assert "望川市公共租赁住房管理办法" in first.inner_text()
    assert first.locator("mark.hit").count() >= 1
    first.locator("h2 a").click()
    hit = page.locator("#hit")
    assert hit.count() == 1
    box = hit.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900, "the page opens at the hit"


def test_a_figure_chip_opens_at_the_figure(site: str, page: Any) -> None:
    page.goto(f'{site}/?q="募集见习岗位"')
    chip = page.locator("ol.hits .chips a").first
    surface = chip.locator("b").inner_text()
    chip.click()
    assert surface in page.locator("mark.hit").first.inner_text()


def test_figures_are_marked_in_the_text_and_stand_in_the_table(site: str, page: Any) -> None:
    page.goto(f'{site}/?q="完成投资396.5亿元"')
    page.locator("ol.hits h2 a").first.click()
    marked = page.locator("article mark.figure")
    assert marked.count() == page.locator(".beside tbody tr").count() > 10
    row = page.locator(".beside tbody tr", has_text="396.5亿元").first
    row.locator("td.printed a").first.click()
    assert "#f" in page.url
    assert page.locator("mark.figure:target").inner_text() == "396.5亿元"


def test_a_figure_is_corrected_in_a_form_and_taken_back(site: str, page: Any) -> None:
    page.goto(f'{site}/?q="完成投资396.5亿元"')
    page.locator("ol.hits h2 a").first.click()
    row = page.locator(".beside tbody tr", has_text="396.5亿元").first
    row.get_by_title("更正这个数字").click()
    page.fill("#indicator", "重点项目投资")
    page.select_option("#role", label="目标")
    page.fill("#by", "李敏")
    page.get_by_role("button", name="保存更正").click()
    assert page.locator("mark.hit").first.inner_text() == "396.5亿元"
    told = page.locator(".beside tbody tr", has_text="重点项目投资").inner_text()
    assert "已更正" in told
    assert "李敏" in told
    page.locator(".beside tbody tr", has_text="重点项目投资").get_by_title("更正这个数字").click()
    page.get_by_role("button", name="撤回全部更正").click()
    assert page.get_by_text("已更正").count() == 0


def test_facets_add_up_and_keep_the_query(site: str, page: Any) -> None:
    page.goto(f"{site}/?q=工作报告")
    link = page.locator("aside li", has=page.locator("a", has_text="工作报告")).first
    count = int(link.locator(".n").inner_text())
    link.locator("a").click()
    assert page.locator("ol.hits > li").count() == count
    assert page.input_value("#q") == "工作报告"


def test_figures_by_value_can_be_exported(site: str, page: Any) -> None:
    page.goto(f"{site}/figures")
    page.fill("input[name=value]", ">1000亿元")
    page.click("form.filters button")
    assert page.locator("tbody tr").count() >= 3
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.suggested_filename == "figures.csv"


def test_a_value_that_is_none_is_told_on_the_page(site: str, page: Any) -> None:
    page.goto(f"{site}/figures?value=>")
    assert page.locator("[role=alert]").inner_text()


def test_nothing_found_says_what_to_do(site: str, page: Any) -> None:
    page.goto(f'{site}/?q="这句话哪里也没有"')
    assert "没有找到" in page.locator(".empty").inner_text()


def test_a_document_that_is_not_there_is_a_page(site: str, page: Any) -> None:
    answer = page.goto(f"{site}/documents/{'0' * 64}")
    assert answer.status == 404
    assert "没有找到" in page.locator("h1").inner_text()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/", "/?q=就业", "/figures?value=>1亿元", "/api/docs", "reader"])
def test_pages_are_accessible_and_fit_the_screen(site: str, browser: Any, path: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(site + ("/?q=就业" if path == "reader" else path))
    if path == "reader":
        page.locator("ol.hits h2 a").first.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
