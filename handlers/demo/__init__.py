"""A Telegram in a box: a strict Bot API on loopback, people with telephones, and the page that shows them."""
