"""The worker's own code lists all buckets and writes them as it writes to the app. Prints the CPU seconds that it took
as one line of JSON."""

from __future__ import annotations

import io
import json
import os
import time

from hourpass.adapters import wire
from hourpass.adapters.worker_requests import Requests
from hourpass.domain.credentials import LongTermKeys
from hourpass.services.cancel import Cancel

keys = LongTermKeys(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
params = {"keys": wire.pack_keys(keys), "region": os.environ["AWS_DEFAULT_REGION"]}
requests = Requests(lambda _exchange: None)
requests.answer("identity", params, Cancel())  # what is loaded at the first call
next(requests.answer("bucket_pages", params, Cancel()))
out = io.BytesIO()
began = time.process_time()
rows = 0
for page in requests.answer("bucket_pages", params, Cancel()):
    out.write(wire.to_line({"id": 1, "part": page}))
    rows += len(page)
print(json.dumps({"cpu": time.process_time() - began, "rows": rows}))
