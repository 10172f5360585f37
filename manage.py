#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Makes the environment and runs the product in it: python manage.py run | test | wheels DIR | COMMAND ...

This file must be readable by any Python, so that an old one can say what is wrong. Everything else is in launch/.
"""

from __future__ import print_function

import sys

NEEDED = (3, 11)

if sys.version_info < NEEDED:
    print("需要 Python %d.%d 或更新的版本，这里是 %s。" % (NEEDED + (sys.version.split()[0],)))
    print("请安装新版后，用它来运行，例如：python3.11 manage.py run")
    sys.exit(2)

if __name__ == "__main__":
    from launch.commands import main

    sys.exit(main(sys.argv[1:]))
