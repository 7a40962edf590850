# demo_figures.py - check the JSON export of a run of demo.c, on stdin
import json
import sys

profile = json.load(sys.stdin)
calls = {f["name"]: f["calls"] for f in profile["functions"]}
assert calls == {"main": 1, "make": 2}, calls
made = [l for l in profile["lines"] if l["allocations"]
        and l["function"] is not None
        and profile["functions"][l["function"]]["name"] == "make"]
assert len(made) == 1, made
assert made[0]["allocations"] == 2, made
assert made[0]["allocated_bytes"] == 1024, made
assert made[0]["live_bytes"] == 1000, made
