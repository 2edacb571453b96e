"""Small drawings that repeat a word: strokes on a field of 24 by 24, drawn by us."""

ICONS = {
    "check": ('<path d="m5 12.5 4.5 4.5L19 7"/>'),
    "warning": ('<path d="M12 4 2.5 20h19zM12 10v4M12 17v.1"/>'),
    "stop": ('<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.1"/>'),
    "clock": ('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
    "tasks": (
        '<path d="m4 6 1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M12 6h8M12 12h8M12 18h8"/>'
    ),
    "accounts": (
        '<rect x="4" y="4" width="7" height="7" rx="1.5"/>'
        '<rect x="13" y="4" width="7" height="7" rx="1.5"/>'
        '<rect x="4" y="13" width="7" height="7" rx="1.5"/>'
        '<rect x="13" y="13" width="7" height="7" rx="1.5"/>'
    ),
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5.5"/>'
    ),
    "person": ('<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.5 3.5-7 8-7s7.4 2.5 8 7"/>'),
    "book": (
        '<path d="M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2zM12 6v14"/>'
    ),
    "form": ('<path d="M5 3h14v18H5zM9 8h6M9 12h6M9 16h3"/>'),
    "meeting": (
        '<rect x="6" y="9" width="12" height="6" rx="2"/>'
        '<path d="M8 5.5h.1M16 5.5h.1M8 18.5h.1M16 18.5h.1" stroke-width="3.5"/>'
    ),
    "agreement": ('<path d="M3 17c3-6 4-6 5-1s2 3 4-1 3 0 5 0 3-1 4-1M4 21h16"/>'),
    "square": ('<path d="M4 10h16M5 10l1.5-5h11L19 10M6 10v10M18 10v10M10 20v-5h4v5M4 20h16"/>'),
    "ask": ('<path d="M4 5h16v11h-8l-4 4v-4H4zM8.5 10.5h.1M12 10.5h.1M15.5 10.5h.1"/>'),
    "log": ('<path d="M6 3h9l4 4v14H6zM10 9h5M10 13h5M10 17h3"/>'),
    "menu": ('<path d="M4 7h16M4 12h16M4 17h16"/>'),
    "more": ('<path stroke-width="4" d="M5 12v.1M12 12v.1M19 12v.1"/>'),
    "settings": (
        '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/>'
        '<circle cx="15" cy="7" r="2"/>'
        '<circle cx="9" cy="17" r="2"/>'
    ),
    "out": ('<path d="M14 4H5v16h9M10 12h10M17 8.5l3.5 3.5-3.5 3.5"/>'),
    "lock": (
        '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>'
    ),
    "wait": ('<path d="M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9"/>'),
    "flag": ('<path d="M6 21V4M6 5h12l-2.5 4 2.5 4H6"/>'),
    "search": ('<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>'),
    "plus": ('<path d="M12 5v14M5 12h14"/>'),
    "picture": (
        '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.5"/>'
        '<path d="m4 18 5.5-5 3.5 3 3-2.5 4.5 4"/>'
    ),
    "film": ('<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m10 9 5 3-5 3z"/>'),
    "info": ('<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.1"/>'),
}
"""By name; an unknown name gets `info`."""
