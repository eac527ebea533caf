from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import boto3
import pyotp
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError

from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import Running, listen, serve

ONCE = Config(retries={"total_max_attempts": 1})
SANDBOX_COMMAND = ("hourpass.cli.main", "sandbox", "--propagation", "0")


def client(service: str, endpoint: str, keys: Any, region: str = "eu-west-1"):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        aws_access_key_id=keys.access_key_id,
        aws_secret_access_key=keys.secret_access_key,
        region_name=region,
        config=ONCE,
    )


@contextmanager
def closing(*clients: Any):
    """Connections that stay open would be warned of."""
    try:
        yield clients if len(clients) > 1 else clients[0]
    finally:
        for each in clients:
            each.close()


@pytest.fixture
def instant_sandbox():
    made = Sandbox(delays=Delays.none())
    yield made
    made.close()


@pytest.fixture
def running(instant_sandbox: Sandbox):
    with listen(instant_sandbox) as found:
        yield found


def control(running: Running, asked: Any, token: str | None = None):
    request = urllib.request.Request(  # noqa: S310 (our own server)
        f"{running.endpoint_url}/_sandbox/control",
        data=json.dumps(asked).encode(),
        headers={"X-Sandbox-Token": running.control_token if token is None else token},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (our own server)
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_same_answers_come_over_the_port(instant_sandbox: Sandbox):
    keys = instant_sandbox.seeded.admin
    with (
        serve(instant_sandbox) as endpoint,
        closing(client("sts", endpoint, keys), client("s3", endpoint, keys), client("iam", endpoint, keys)) as (
            sts,
            s3,
            iam,
        ),
    ):
        assert endpoint.startswith("http://127.0.0.1:")
        assert sts.get_caller_identity()["Arn"] == "arn:aws:iam::111122223333:user/admin"
        assert len(s3.list_buckets(MaxBuckets=100)["Buckets"]) == 9
        assert iam.get_user(UserName="practice")["User"]["Arn"] == instant_sandbox.seeded.user_arn


def test_objects_go_there_and_back_from_any_region(instant_sandbox: Sandbox, running: Running):
    with closing(client("s3", running.endpoint_url, instant_sandbox.seeded.admin, "us-east-1")) as s3:
        body = os.urandom(200_000)
        s3.put_object(Bucket="acme-releases", Key="app/日本 1+2.bin", Body=body)
        assert s3.get_object(Bucket="acme-releases", Key="app/日本 1+2.bin")["Body"].read() == body
        assert s3.head_object(Bucket="acme-releases", Key="app/日本 1+2.bin")["ContentLength"] == len(body)
        assert s3.head_bucket(Bucket="acme-releases")["BucketRegion"] == "ap-southeast-2"


def test_a_refused_head_has_no_body_and_the_connection_goes_on(instant_sandbox: Sandbox, running: Running):
    with closing(client("s3", running.endpoint_url, instant_sandbox.seeded.admin)) as s3:
        with pytest.raises(ClientError):
            s3.head_object(Bucket="acme-invoices", Key="nothing")
        assert s3.list_objects_v2(Bucket="acme-invoices")["KeyCount"] == 3


def test_many_may_ask_at_once(instant_sandbox: Sandbox, running: Running):
    found, keys = [], instant_sandbox.seeded.admin
    with closing(client("s3", running.endpoint_url, keys), client("iam", running.endpoint_url, keys)) as (s3, iam):

        def ask(number: int) -> None:
            iam.create_user(UserName=f"user-{number}")
            found.append(len(s3.list_buckets()["Buckets"]))

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert found == [9] * 8
        assert len(iam.list_users()["Users"]) == 10


@pytest.mark.parametrize("effect", [Effect.ANSWER_LOST, Effect.NO_NETWORK, Effect.NO_ANSWER])
def test_a_fault_without_answer_cuts_the_connection(instant_sandbox: Sandbox, running: Running, effect: Effect):
    with closing(client("sts", running.endpoint_url, instant_sandbox.seeded.admin)) as sts:
        instant_sandbox.faults.add("GetCallerIdentity", effect)
        with pytest.raises(ConnectionClosedError):
            sts.get_caller_identity()
        assert sts.get_caller_identity()


def test_nobody_answers_once_it_is_over(instant_sandbox: Sandbox):
    with serve(instant_sandbox) as endpoint:
        pass
    with closing(client("sts", endpoint, instant_sandbox.seeded.admin)) as sts, pytest.raises(EndpointConnectionError):
        sts.get_caller_identity()


def test_the_knobs_want_the_token(running: Running):
    assert control(running, {"clock_offset": 60}) == 200
    assert control(running, {"clock_offset": 60}, token="") == 403
    assert control(running, {"clock_offset": 60}, token="guess") == 403


@pytest.mark.parametrize(
    "asked", [[], {"speed": 3}, {"delays": "x"}, {"faults": [{"effect": "x"}]}, {"delays": {"x": 1}}]
)
def test_a_knob_that_is_none_is_said_to_be_so(running: Running, asked: Any):
    assert control(running, asked) == 400


def test_the_knobs_turn(instant_sandbox: Sandbox, running: Running):
    fault = {"operation": "GetCallerIdentity", "code": "Throttling", "status": 400, "message": "Rate exceeded"}
    with closing(client("sts", running.endpoint_url, instant_sandbox.seeded.admin)) as sts:
        assert control(running, {"faults": [fault]}) == 200
        with pytest.raises(ClientError, match="Throttling"):
            sts.get_caller_identity()
        assert control(running, {"quotas": {"users": 7}}) == 200
        assert instant_sandbox.quotas.users == 7
        assert control(running, {"faults": [fault], "delays": {"keys": 5}, "lifetime": 30, "clock_skew": 1200}) == 200
        assert control(running, {"clear_faults": True}) == 200
        assert instant_sandbox.delays.keys.total_seconds() == 5
        assert instant_sandbox.lifetime is not None
        with pytest.raises(ClientError, match="Signature expired"):
            sts.get_caller_identity()


def test_an_answer_is_dated_once_by_the_sandboxs_clock(running: Running):
    assert control(running, {"clock_skew": 1200}) == 200
    with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(running.endpoint_url, timeout=10):  # noqa: S310 (our own server)
        pytest.fail("Nobody has signed it")
    with refused.value as answer:
        (date,) = answer.headers.get_all("Date")
    assert timedelta(minutes=19) < parsedate_to_datetime(date) - datetime.now(UTC) <= timedelta(minutes=20)


@contextmanager
def started(*command: str):
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_as_a_process_it_tells_where_it_is_and_ends_with_its_parent():
    with started(sys.executable, "-W", "error", "-m", "hourpass.sandbox", "--json", "--propagation", "0") as process:
        told = json.loads(process.stdout.readline())
        assert {"endpoint", "control_token", "region", "device_seed", "role_arn", "user_secret_access_key"} <= set(told)
        assert told["partner_account"] == "444455556666"
        assert told["admin_access_key_id"] != told["partner_admin_access_key_id"]
        assert told["admin_secret_access_key"] != told["partner_admin_secret_access_key"]
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


def test_as_a_process_it_ends_on_sigterm():
    with started(sys.executable, "-m", "hourpass.sandbox", "--json") as process:
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_as_a_process_it_does_not_mind_that_nobody_reads():
    with started(sys.executable, "-W", "error", "-m", "hourpass.sandbox", "--json") as process:
        process.stdout.close()
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("how", [">&-", "> /dev/full"])
def test_as_a_command_it_runs_though_nothing_can_be_printed(how: str):
    with started("/bin/sh", "-c", f'exec "$@" {how}', "sh", sys.executable, "-m", *SANDBOX_COMMAND) as process:
        assert "is running" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


@pytest.fixture(scope="module")
def printed():
    """What `hourpass-cli sandbox` prints, while it runs."""
    with started(sys.executable, "-W", "error", "-m", *SANDBOX_COMMAND) as process:
        lines = []
        while not lines or not lines[-1].startswith("SANDBOX_CONTROL_TOKEN="):
            lines.append(process.stdout.readline().strip())
        yield dict(line.split("=", 1) for line in lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr.read().count("\n") == 1


@pytest.mark.parametrize("way", ["role", "session"])
def test_a_script_such_as_awss_examples_runs_with_what_is_printed_alone(
    printed: dict[str, str], tmp_path: Path, way: str
):
    script = Path(__file__).with_name("example_of_a_role.py")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **printed}
    said = []
    with subprocess.Popen(
        [sys.executable, str(script), way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    ) as process:
        for line in process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "seed":
                totp = pyotp.TOTP(rest)
            if word == "ask":
                steps = {"first": -1, "second": 0, "session": 1}[rest]
                process.stdin.write(totp.at(int(time.time()), counter_offset=steps) + "\n")
                process.stdin.flush()
            if word in {"without", "listed", "done"}:
                said.append(line.strip())
    assert process.returncode == 0
    assert said == ["without AccessDenied", "listed 9", "done"]
    assert list(tmp_path.iterdir()) == []
