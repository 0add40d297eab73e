// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package main

import (
	"os"
	"syscall"
	"unsafe"
)

// hideInput stops the echo of a terminal until restore is called. What is no
// terminal stays as it is.
func hideInput(f *os.File) (restore func(), isTerminal bool, err error) {
	var was syscall.Termios
	if err := ioctl(f, getTermios, &was); err != nil {
		return nil, false, nil
	}
	is := was
	is.Lflag &^= syscall.ECHO
	is.Lflag |= syscall.ICANON | syscall.ISIG
	is.Iflag |= syscall.ICRNL
	if err := ioctl(f, setTermios, &is); err != nil {
		return nil, true, err
	}
	return func() { ioctl(f, setTermios, &was) }, true, nil
}

func ioctl(f *os.File, request uintptr, t *syscall.Termios) error {
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(unsafe.Pointer(t))); errno != 0 {
		return errno
	}
	return nil
}
