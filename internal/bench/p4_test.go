// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

func headerBearer(lines []string) string {
	c, err := header.ParseCredentials(lines)
	if err != nil || !c.Is("Bearer") {
		return ""
	}
	token, _ := c.Token68()
	return token
}

// fieldsBearer is how servers that use strings.Fields get at the token. It does
// not look which bytes the token is made of.
func fieldsBearer(line string) string {
	f := strings.Fields(line)
	if len(f) != 2 || !strings.EqualFold(f[0], "Bearer") {
		return ""
	}
	return f[1]
}

// P4: the token of a Bearer line, 1 KiB of it.
var p4 = func() []member {
	lines := []string{bearerLine}
	return []member{
		{"header", func() int { return len(headerBearer(lines)) }},
		{"table", func() int { return tablePass(bearerLine) }},
		{"swar", func() int { return swarPass(bearerLine) }},
		{"fields", func() int { return len(fieldsBearer(bearerLine)) }},
	}
}()

func BenchmarkP4(b *testing.B) { run(b, p4) }
