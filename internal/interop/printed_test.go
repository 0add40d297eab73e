// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"os/exec"
	"strings"
	"testing"
)

// TestPrinted runs the command lines that serve prints, as they are: people
// paste them.
func TestPrinted(t *testing.T) {
	tests := []setup{
		{},
		{algorithms: "SHA-256,MD5"},
		{schemes: "bearer"},
		{schemes: "basic,digest"},
	}
	rows := 0
	for _, with := range tests {
		s := start(t, with)
		for _, line := range s.curls {
			rows++
			cmd := exec.CommandContext(within(t), "sh", "-c", line)
			cmd.Env = clientEnv(t)
			out, err := cmd.Output()
			if err != nil {
				t.Errorf("%s: %v", line, err)
			}
			if !strings.Contains(string(out), "user: "+s.demo.user+"\n") {
				t.Errorf("%s: printed %q, which does not name %s", line, out, s.demo.user)
			}
		}
	}
	if want := 3 + 3 + 1 + 2; rows != want {
		t.Errorf("%d lines, want %d", rows, want)
	}
}
