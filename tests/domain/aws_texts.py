"""AWS files as people have them: ugly ones, and generated ones."""

from __future__ import annotations

from hypothesis import strategies as st

UGLY = (
    b"# my settings \xe9\xff, saved as latin-1 once\r\n"
    b"[default]\r\n"
    b"region=eu-west-1\n"
    b"\n\n"
    b"[profile  spaced ]\r"
    b"output : json\n"
    b"s3 =\n"
    b"    addressing_style = path\n"
    b"\t# within\n"
    b";[profile old]\n"
    b'[profile "two words"]   # why not\n'
    b"role_arn = arn:aws:iam::123456789012:role/x\n"
    b"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
    b"[preview]\n"
    b"cloudfront = true\x00\x1c\n"
    b"   \t\n"
    b"# the end, and no line end"
)

_contents = st.one_of(
    st.sampled_from(
        [
            b"[default]",
            b"[profile a]",
            b"[profile b] tail",
            b"[a]",
            b"region = eu-west-1",
            b"aws_secret_access_key=s3cr3t",
            b"s3 =",
            b"    nested = 1",
            b"# a comment",
            b"; another",
            b"",
            b"  ",
            b"no delimiter",
            b"\xef\xbb\xbf",
        ]
    ),
    st.binary(max_size=8),
)
texts = st.builds(
    lambda pairs, last: b"".join(line + end for line, end in pairs) + last,
    st.lists(st.tuples(_contents, st.sampled_from([b"\n", b"\r\n", b"\r"])), max_size=12),
    _contents,
)
