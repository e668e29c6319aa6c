"""Text to tokens, without a database."""

from lianxin.kernel.search.bigrams import MAX_WORD, Phrase, phrases, tokens


def test_a_run_of_ideographs_becomes_pairs_and_its_last_one() -> None:
    assert tokens("物业费") == ["物业", "业费", "费"]


def test_words_and_numbers_stay_whole_in_lower_case() -> None:
    assert tokens("TJ-150102 春天G2栋") == ["tj", "150102", "春天", "天", "g2", "栋"]


def test_full_width_and_invisible_characters_do_not_matter() -> None:
    assert tokens("Ａ３区物\u200b业") == tokens("A3区物业")


def test_rare_ideographs_of_the_further_planes_are_ideographs() -> None:
    assert tokens("\U00020000\U000323af\ue000") == ["\U00020000\U000323af", "\U000323af\ue000", "\ue000"]


def test_a_query_of_one_ideograph_is_a_beginning() -> None:
    assert phrases("水") == [Phrase(("水",), open_ended=True)]


def test_a_query_of_pairs_does_not_ask_for_the_end_of_the_run() -> None:
    assert phrases("停水") == [Phrase(("停水",), open_ended=False)]
    assert phrases("G2栋停水") == [Phrase(("g2", "栋停", "停水"), open_ended=False)]
    assert phrases("停水3") == [Phrase(("停水", "水", "3"), open_ended=True)]


def test_the_same_ideograph_twice_is_still_a_pair() -> None:
    assert phrases("天天") == [Phrase(("天天",), open_ended=False)]


def test_spaces_and_punctuation_make_several_phrases() -> None:
    assert [p.tokens for p in phrases('物业" OR 电梯')] == [("物业",), ("or",), ("电梯",)]
    assert phrases(" ，。_*\"'") == []


def test_a_word_is_cut_where_a_blob_begins() -> None:
    assert tokens("x" * 5000) == ["x" * MAX_WORD]
