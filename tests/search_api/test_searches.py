"""Searches as they are kept."""

import json

import pytest

from corpus.query import Filters, Saved
from search_api.query_error import QueryError
from search_api.searches import Search, read_saved, search_body


def test_a_search_comes_back_as_it_was_kept():
    asked = Search(
        text='"养老" 经费 >1亿元', filters=Filters(year=("2018",), region=("通辽市",)), sort="-date", operators=False
    )
    assert read_saved(Saved(name="a", body=search_body(asked))) == asked
    assert json.loads(search_body(Search(text="养老"))) == {"text": "养老"}


@pytest.mark.parametrize("body", ['{"text": "a", "colour": 1}', '{"text": "a", "filters": {"colour": ["red"]}}'])
def test_a_saved_search_whose_field_is_gone_says_so(body):
    with pytest.raises(QueryError, match="colour"):
        read_saved(Saved(name="a", body=body))
