// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build !linux

package reload

import "os"

// An identity is that of a file, whatever its name is.
type identity struct{ info os.FileInfo }

func (i identity) isSame(j identity) bool {
	return i.info != nil && j.info != nil && os.SameFile(i.info, j.info)
}

func lookAt(name string) (stamp, error) {
	info, err := os.Stat(name)
	if err != nil {
		return stamp{}, err
	}
	return stampOf(info), nil
}

func stampOf(info os.FileInfo) stamp {
	return stamp{identity{info}, info.Size(), info.ModTime().UnixNano(), changed(info)}
}
