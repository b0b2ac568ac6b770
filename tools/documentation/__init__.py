"""
How the pages of docs/ become a site: what GitHub cannot do with a page, as text that becomes other text.

Every page can be read on GitHub as it is. On the site a page may also hold a part of another file of the repository, and
tables that are generated from the code; links to files that the site does not have lead to the repository. Nothing here
knows Sphinx: `docs/conf.py` calls it for each page before the page is parsed.
"""
