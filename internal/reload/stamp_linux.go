// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package reload

import (
	"os"
	"syscall"
)

// An identity is that of a file, whatever its name is.
type identity struct{ device, inode uint64 }

func (i identity) isSame(j identity) bool { return i == j }

// lookAt returns the stamp of a file. It allocates less than os.Stat.
func lookAt(name string) (stamp, error) {
	for {
		var st syscall.Stat_t
		switch err := syscall.Stat(name, &st); err {
		case nil:
			return stampFrom(&st), nil
		case syscall.EINTR:
		default:
			return stamp{}, &os.PathError{Op: "stat", Path: name, Err: err}
		}
	}
}

func stampOf(info os.FileInfo) stamp { return stampFrom(info.Sys().(*syscall.Stat_t)) }

func stampFrom(st *syscall.Stat_t) stamp {
	return stamp{identity{uint64(st.Dev), st.Ino}, st.Size, st.Mtim.Nano(), st.Ctim.Nano()}
}
