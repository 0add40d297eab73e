// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build darwin || freebsd || netbsd

package reload

import (
	"os"
	"syscall"
)

// changed returns when a file was changed.
func changed(info os.FileInfo) int64 { return info.Sys().(*syscall.Stat_t).Ctimespec.Nano() }
