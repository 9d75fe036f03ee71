"""The words list: read by everybody, edited by those who answer for several teams, fetched by phones."""

from store.practice.permissions import Power
from web.endpoint import signed_in, with_power
from web.pages import word_changes, words
from web.routing.lines import get, post

ROUTES = (
    get("/words", signed_in(words.index), "words"),
    get("/words/hints", signed_in(words.hints), "word_hints"),
    get("/words/new", with_power(Power.EDIT_WORDS, word_changes.new), "new_word"),
    post("/words", with_power(Power.EDIT_WORDS, word_changes.create), "words_create"),
    get("/words/{word_id:int}/edit", with_power(Power.EDIT_WORDS, word_changes.edit), "word_edit"),
    post("/words/{word_id:int}/revisions", with_power(Power.EDIT_WORDS, word_changes.revise), "word_revisions"),
    post("/words/{word_id:int}/removal", with_power(Power.EDIT_WORDS, word_changes.take_out), "word_removal"),
    post("/words/{word_id:int}/return", with_power(Power.EDIT_WORDS, word_changes.put_back), "word_return"),
)
