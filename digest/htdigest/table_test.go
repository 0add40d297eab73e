// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"testing"

	"github.com/go-httpauth/httpauth/digest"
)

// Nobody takes the place of another whose name has the same hash.
func TestCollision(t *testing.T) {
	table := Table{users: make(map[space]index)}
	s := space{digest.MD5, "x"}
	if reason := table.add(s, "hash", &entry{user: "a", line: 1}); reason != "" {
		t.Fatal(reason)
	}
	if reason := table.add(s, "hash", &entry{user: "b", line: 2}); reason != "the same user hash as in line 1" {
		t.Error(reason)
	}
	if in := table.users[s]; len(in.byName) != 1 || in.byHash["hash"].user != "a" {
		t.Error("b is there")
	}
}
