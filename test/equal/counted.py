"""counted.py - the lit format whose tests leave their counts for equal.counts

    %check in RUN line 3  ──▶  build/test/counts/TOOLCHAIN/e2e/fork.c/3.1

A test that does not pass leaves none: what it counted is wrong already.
"""
import os
import shutil

import lit.formats
import lit.Test
import lit.TestRunner


class CountedTest(lit.formats.ShTest):
    """A sh test; %counts is the file for the counts of this RUN line, without
    the number of the check in it."""

    def execute(self, test, lit_config):
        counts = os.path.join(test.config.counts, *test.path_in_suite)
        shutil.rmtree(counts, ignore_errors=True)
        # The script has one line for each RUN line.
        result = lit.TestRunner.executeShTest(
            test, lit_config, True, [(r"%counts\b", counts + "/$LINENO")])
        if result.code is not lit.Test.PASS:
            shutil.rmtree(counts, ignore_errors=True)
        return result
