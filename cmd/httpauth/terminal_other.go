// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package main

import (
	"errors"
	"os"
)

var errTerminal = errors.New("on this system the password cannot be typed without echo: pipe it in")

// hideInput refuses a terminal, as it would show what is typed.
func hideInput(f *os.File) (restore func(), isTerminal bool, err error) {
	info, err := f.Stat()
	if err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return nil, true, errTerminal
	}
	return nil, false, nil
}
