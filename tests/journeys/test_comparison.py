"""A list of organisations is brought, seen through line by line, compared, sent on as an address and taken along."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey

LIST = "Organisasjonsnummer;Navn\r\n310 400 009;Fjordvik kommune\r\n;Granli kommune\r\n=1+1;\r\n999999999;Finnes Ikke AS\r\n"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Somebody with or without JavaScript; the browser has nothing to complain of."""
    context = browser.new_context(
        locale="en", viewport={"width": 1280, "height": 900}, java_script_enabled=request.param
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [said for said in complaints if "422" not in said] == [], complaints


def test_from_a_list_to_a_comparison_to_a_file(site: Site, reader: Page) -> None:
    page = reader
    page.goto(f"{site.url}/observatory/")
    page.locator("aside a[href='/observatory/comparison/']").click()
    expect(page.locator("figcaption")).to_contain_text("organisations in Norway")

    # the list is looked through line by line before anything is compared
    page.get_by_role("link", name="Bring a list of organisations").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "gruppe.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    )
    page.locator("form button[data-variant=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 organisations were found")
    outcomes = page.locator("#matches tbody tr td:nth-child(2)")
    expect(outcomes).to_have_text(["Found", "Found by its name", "Not found", "Not found"])

    # the two beside the rest of the country; the address holds the group and can be sent on
    page.locator("a[data-variant=next]").click()
    expect(page).to_have_url(re.compile(r"/observatory/comparison/\?country=NO&group=NO-310400009"))
    expect(page.locator("figcaption")).to_contain_text("In the rest of Norway")
    compared = page.locator("#compared-table tbody th")
    expect(compared).to_have_count(2)
    assert sorted(compared.all_inner_texts()) == ["Fjordvik kommune", "Granli kommune"]
    page.locator("#compared-table-sort-name").click()
    expect(page).to_have_url(re.compile("sort=name"))
    expect(page.locator("#compared-table th[aria-sort=ascending]")).to_be_visible()
    expect(compared).to_have_text(["Fjordvik kommune", "Granli kommune"])

    # taken along as it is shown
    with page.expect_download() as waiting:
        page.locator("#compared a", has_text="CSV").click()
    assert re.fullmatch(r"nybrott-comparison-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.csv", waiting.value.suggested_filename)
    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[0] for row in rows[1:5]] == [
        "The group together",
        "The rest of Norway",
        "Fjordvik kommune",
        "Granli kommune",
    ]

    # and one is taken out again
    page.get_by_role("link", name="Take out Granli kommune").click()
    expect(page.locator("#compared-table tbody tr")).to_have_count(1)


def test_a_file_that_is_no_list_says_what_to_do(site: Site, reader: Page) -> None:
    page = reader
    page.goto(f"{site.url}/observatory/comparison/list/")
    page.locator("input[type=file]").set_input_files(
        {"name": "gruppe.csv", "mimeType": "text/csv", "buffer": b"PK\x03\x04" + b"\x00" * 500}
    )
    with page.expect_response(re.compile("/comparison/list/")) as waiting:
        page.locator("form button[data-variant=next]").click()
    assert waiting.value.status == 422
    expect(page.locator("main")).to_contain_text("This is a spreadsheet. Save it as CSV, and choose that file.")


def test_open_data_is_two_clicks_from_anywhere(site: Site, reader: Page) -> None:
    page = reader
    page.goto(f"{site.url}/observatory/notices/")
    page.locator("footer a[href='/open-data/']").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="procedures.parquet").click()
    assert waiting.value.path().read_bytes()[:4] == b"PAR1"
    page.get_by_role("link", name="For programs").click()
    address = page.locator("a[href='/api/v1/coverage']").get_attribute("href")
    assert page.request.get(f"{site.url}{address}").json()["notices"] >= 20
