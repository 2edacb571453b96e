"""Addresses that must never be asked: inner targets in every spelling, and tricks with parsers."""

from ipaddress import IPv4Address

INNER_IPV4 = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1",
    "172.31.255.254", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
    "192.0.0.192", "192.88.99.1", "198.18.0.1", "198.19.255.254", "224.0.0.1", "240.0.0.1",
    "255.255.255.255",
)  # fmt: skip

INNER_IPV6 = (
    "::1", "::", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "fe80::1",
    "fe80::5efe:127.0.0.1", "fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1", "fec0::1",
    "ff02::1", "ff0e::1", "2001::1", "2001:0:53aa:64c:0:0:80ff:fffe", "2001:2::1", "2001:10::1",
    "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:10.0.0.1",
    "2001:20::1", "2001:db8::1", "2002::1", "3fff::1", "5f00::1", "100::1", "64:ff9b:1::1", "1::1",
    "4000::1", "::7f00:1",
)  # fmt: skip


def spellings(address):
    """One IPv4 address as resolvers, libraries and translators are known to read it."""
    number, (a, b, c, d) = int(IPv4Address(address)), address.split(".")
    a, b, c, d = int(a), int(b), int(c), int(d)
    high, low = number >> 16, number & 0xFFFF
    return [
        address, f"{address}.", str(number), hex(number), f"0{number:o}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"{a:#x}.{b}.0{c:o}.{d}",
        f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{low}", f"{a:03}.{b:03}.{c:03}.{d:03}",
        address.replace(".", "%2e"), address.translate(FULL_WIDTH), address.replace(".", "。"),
        f"[::ffff:{address}]", f"[::ffff:{high:x}:{low:x}]", f"[::{address}]", f"[::ffff:0:{address}]",
        f"[64:ff9b::{address}]", f"[64:ff9b:1::{high:x}:{low:x}]", f"[2002:{high:x}:{low:x}::1]",
    ]  # fmt: skip


FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}

TRICKS = (
    "http://site.example@127.0.0.1/", "http://site.example:x@127.0.0.1/", "http://@127.0.0.1/",
    "http://127.0.0.1\\@site.example/", "http://site.example\\@127.0.0.1/", "http:127.0.0.1",
    "http:/127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "/", "", "http://",
    "http://?", "http://#", "http://.", "http://..", "http://[]/", "http://[::1/", "http://::1/",
    "http://[::1%25lo]/", "http://[::1%lo]/", "http://[fe80::1%25eth0]/", "http://[127.0.0.1]/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://LocalHost:80/",
    "https://localhost/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://①②⑦.⓪.⓪.①/",
    "http://localhost%00.site.example/", "http://localhost\x00/", "http://127.0.0.1\t/",
    "http://127.0.0.1\n/", "\nhttp://127.0.0.1/", "ht\ntp://127.0.0.1/", "http://127.0.0.1 /",
    "http://127.1/", "http://127.0.1/", "http://0/", "http://0x/", "http://0.0/", "http://1/",
    "http://127.0.0.1.5/", "http://256.256.256.256/", "http://4294967297/",
    "http://127.0.0.1:80:80/", "http://site.example:22/", "http://site.example:25/",
    "http://site.example:6379/", "http://site.example:8080/", "http://site.example:0/",
    "http://site.example:65536/", "http://site.example:-1/", "http://site.example:443x/",
    "http://site.example:¹/", "file:///etc/passwd", "file://localhost/etc/passwd", "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat", "ldap://127.0.0.1/",
    "data:text/plain,hello", "javascript:alert(1)", "ws://127.0.0.1/", "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/", "jar:http://127.0.0.1!/", "view-source:http://127.0.0.1/",
    "http://-site.example/", "http://site..example/", "http://" + "a" * 5000 + ".example/",
    "http://inner.example/", "http://six.example/", "http://mapped.example/", "http://nat.example/",
    "http://zone.example/", "https://inner.example/", "http://all.example/",
)  # fmt: skip

NAMES = {
    "inner.example": ["127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "nat.example": ["64:ff9b::7f00:1"],
    "zone.example": ["fe80::1%lo"],
    "all.example": ["10.0.0.1", "192.168.0.1", "fd00::1", "169.254.169.254", "2002:7f00:1::"],
}

TARGETS = (
    *(f"http://{spelled}/" for address in INNER_IPV4 for spelled in spellings(address)),
    *(f"http://[{address}]/" for address in INNER_IPV6),
    *(f"https://[{address}]/" for address in INNER_IPV6),
    *TRICKS,
)
