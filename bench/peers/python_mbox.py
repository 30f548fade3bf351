"""Reads an mbox file with Python's own library: the headers that the product reads, by the parser that reads only those.

Prints one JSON object: the seconds it took, the number of messages, and a hash over their ids, dates and senders.
"""

import hashlib
import json
import mailbox
import sys
import time
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr, parsedate_to_datetime


def main(path):
    begin = time.perf_counter()
    parser = BytesHeaderParser()
    box = mailbox.mbox(path, factory=parser.parse, create=False)
    lines = []
    for message in box:
        sender = parseaddr(message.get("From", ""))[1].lower()
        recipients = getaddresses(message.get_all("To", []) + message.get_all("Cc", []))
        subject = str(make_header(decode_header(message.get("Subject", ""))))
        references = message.get("References", "").split() + message.get("In-Reply-To", "").split()
        at = int(parsedate_to_datetime(message["Date"]).timestamp())
        lines.append(f"{message['Message-ID']} {at} {sender} {len(recipients)} {len(subject)} {len(references)}\n")
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "messages": len(lines), "digest": digest}))


main(sys.argv[1])
