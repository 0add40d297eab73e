// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// README.md names the versions that are compared.
func TestReadmeVersions(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)(.*)$`).FindAllStringSubmatch(string(mod), -1) {
		if strings.Contains(m[3], "indirect") || strings.HasPrefix(m[1], "github.com/go-httpauth/") {
			continue
		}
		n++
		row := regexp.MustCompile("(?m)^\\|.*`" + regexp.QuoteMeta(m[1]) + "[`/].*\\| *" + regexp.QuoteMeta(m[2]) + " *\\|")
		if !row.Match(readme) {
			t.Errorf("README.md has no row for %s %s", m[1], m[2])
		}
	}
	if n != 6 {
		t.Errorf("go.mod requires %d peers", n)
	}
}
