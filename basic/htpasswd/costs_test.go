// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"crypto/fips140"
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

// B16: costs outside the range are errors, before anything is hashed.
func TestAttack_B16_costs(t *testing.T) {
	wide := func(o htpasswd.Options) *htpasswd.Options { return &o }
	tests := []struct {
		hash   string
		reason string // with zero Options
		opts   *htpasswd.Options
		other  string // the reason with opts
	}{
		{hash, "", wide(htpasswd.Options{Bcrypt: htpasswd.Range{Min: 10}}), costRange},
		{"$2y$14" + hash[6:], "", wide(htpasswd.Options{Bcrypt: htpasswd.Range{Max: 13}}), costRange},
		{"$2y$15" + hash[6:], costRange, wide(htpasswd.Options{Bcrypt: htpasswd.Range{Max: 15}}), ""},
		{"$2y$15" + hash[6:], costRange, wide(htpasswd.Options{Bcrypt: htpasswd.Range{Min: 15}}), ""},
		{"$2y$31" + hash[6:], costRange, wide(htpasswd.Options{Bcrypt: htpasswd.Range{Max: 31}}), ""},
		{"$2y$32" + hash[6:], costRange, wide(htpasswd.Options{Bcrypt: htpasswd.Range{Max: 31}}), costRange},
		{"$2y$99" + hash[6:], costRange, nil, costRange},
		{"$2y$03" + hash[6:], costRange, nil, costRange},
		{"$2y$00" + hash[6:], costRange, nil, costRange},
		{"$5$saltstring$" + sum43, "", wide(htpasswd.Options{Rounds: htpasswd.Range{Min: 5001}}), costRange},
		{"$5$rounds=0$saltstring$" + sum43, "", wide(htpasswd.Options{Rounds: htpasswd.Range{Min: 1001}}), costRange},
		{"$6$rounds=1000000$saltstring$" + sum86, "", wide(htpasswd.Options{Rounds: htpasswd.Range{Max: 999999}}), costRange},
		{"$6$rounds=1000001$saltstring$" + sum86, costRange, wide(htpasswd.Options{Rounds: htpasswd.Range{Max: 1000001}}), ""},
		{"$6$rounds=999999999$saltstring$" + sum86, costRange, wide(htpasswd.Options{Rounds: htpasswd.Range{Max: 999999999}}), ""},
		{"$6$rounds=4294968296$saltstring$" + sum86, costRange, wide(htpasswd.Options{Rounds: htpasswd.Range{Max: 999999999}}), ""},
		{"$6$rounds=99999999999999999999999$saltstring$" + sum86, costRange, nil, costRange},
		{"$argon2id$v=19$m=131072,t=16,p=4" + phc, "", wide(htpasswd.Options{Passes: htpasswd.Range{Max: 15}}), costRange},
		{"$argon2id$v=19$m=131072,t=16,p=4" + phc, "", wide(htpasswd.Options{Gate: basic.NewGate(&basic.GateOptions{Memory: 128<<20 - 1})}), memory},
		{"$argon2id$v=19$m=131073,t=16,p=4" + phc, memory, wide(htpasswd.Options{KiB: htpasswd.Range{Max: 1 << 20}}), ""},
		{"$argon2id$v=19$m=262145,t=16,p=4" + phc, memory, wide(htpasswd.Options{KiB: htpasswd.Range{Max: 1 << 20}}), memory},
		{"$argon2id$v=19$m=4294967295,t=1,p=1" + phc, memory, nil, memory},
		{"$argon2id$v=19$m=4096,t=17,p=4" + phc, costRange, wide(htpasswd.Options{Passes: htpasswd.Range{Max: 17}}), ""},
		{"$argon2id$v=19$m=4096,t=4294967295,p=4" + phc, costRange, nil, costRange},
		{"$argon2id$v=19$m=4096,t=1,p=1" + phc, "", wide(htpasswd.Options{KiB: htpasswd.Range{Min: 4097}}), memory},
		{"$scrypt$ln=16,r=8,p=16" + phc, "", wide(htpasswd.Options{KiB: htpasswd.Range{Max: 1 << 16}}), memory},
		{"$scrypt$ln=17,r=8,p=1" + phc, memory, wide(htpasswd.Options{KiB: htpasswd.Range{Max: 1 << 20}}), ""},
		{"$scrypt$ln=31,r=1048576,p=1" + phc, memory, nil, memory},
		{"$scrypt$ln=10,r=8,p=17" + phc, costRange, nil, costRange},
		{"$scrypt$ln=1,r=1,p=1" + phc, memory, wide(htpasswd.Options{KiB: htpasswd.Range{Min: 1}}), memory},
	}
	for _, tt := range tests {
		if strings.HasPrefix(tt.hash, "$scrypt$") && fips140.Enforced() {
			continue
		}
		for i, opts := range []*htpasswd.Options{nil, tt.opts} {
			want := []string{tt.reason, tt.other}[i]
			_, err := htpasswd.Parse(strings.NewReader("bob:"+tt.hash), opts)
			bad, ok := errors.AsType[*htpasswd.Error](err)
			if (err == nil) != (want == "") || err != nil && (!ok || bad.Reason != want) {
				t.Errorf("%s with %+v: %v, want %s", tt.hash, opts, err, want)
			}
		}
	}
	for _, o := range []htpasswd.Options{
		{Bcrypt: htpasswd.Range{Max: 32}}, {Bcrypt: htpasswd.Range{Min: 3}}, {Bcrypt: htpasswd.Range{Min: 12, Max: 11}}, {Rounds: htpasswd.Range{Min: 999}},
		{Rounds: htpasswd.Range{Max: 1e9}}, {Passes: htpasswd.Range{Min: -1}}, {KiB: htpasswd.Range{Max: -1}},
	} {
		if table, err := htpasswd.Parse(strings.NewReader(line), &o); table != nil || err == nil || !strings.HasPrefix(err.Error(), "htpasswd: ") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
