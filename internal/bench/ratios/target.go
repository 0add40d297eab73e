// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

// A target bounds the ratio of what two benchmarks cost, or what one of them
// allocates. A star in the names stands for one element of a path; the target
// holds for each such instance.
type target struct {
	group    string // such as P1
	what     string
	num, den string // names of benchmarks; without den, num stands alone
	unit     string // of num, if it stands alone: "allocs/op" or "B/op"
	per      float64
	most     float64 // the ratio must not be above this
	least    float64 // or not below this; without both there is no target
}

// targets are the ratios to reach, the packages one after the other.
var targets = []target{
	{group: "P1", what: "header / table pass", num: "P1/header", den: "P1/table", most: 1.25},
	{group: "P1", what: "abbot / header", num: "P1/abbot", den: "P1/header", least: 12},
	{group: "P1", what: "icholy / header", num: "P1/icholy", den: "P1/header", least: 25},
	{group: "P1", what: "containerd / header", num: "P1/containerd", den: "P1/header", least: 5},
	{group: "P1", what: "header / SWAR pass", num: "P1/header", den: "P1/swar"},
	{group: "P1", what: "table pass / SWAR pass", num: "P1/table", den: "P1/swar"},
	{group: "P1", what: "allocations", num: "P1/header", unit: "allocs/op"},

	{group: "P2", what: "1 challenge: header / table pass", num: "P2/1/header", den: "P2/1/table", most: 1.5},
	{group: "P2", what: "3 challenges: header / table pass", num: "P2/3/header", den: "P2/3/table", most: 1.5},
	{group: "P2", what: "8 challenges: header / table pass", num: "P2/8/header", den: "P2/8/table", most: 1.5},
	{group: "P2", what: "header / SWAR pass", num: "P2/*/header", den: "P2/*/swar"},
	{group: "P2", what: "MCP / header", num: "P2/*/mcp", den: "P2/*/header", least: 8},
	{group: "P2", what: "containerd / header, one a line", num: "P2/*/containerd", den: "P2/*/lines", least: 4},
	{group: "P2", what: "distribution / header, one a line", num: "P2/*/distribution", den: "P2/*/lines", least: 4},
	{group: "P2", what: "header, iterator / slice", num: "P2/*/iter", den: "P2/*/header", most: 1.3},
	{group: "P2", what: "allocations, slice", num: "P2/*/header", unit: "allocs/op"},
	{group: "P2", what: "allocations, iterator", num: "P2/*/iter", unit: "allocs/op"},

	{group: "P3", what: "header / bare base64", num: "P3/header", den: "P3/base64", most: 2},
	{group: "P3", what: "net/http / header", num: "P3/nethttp", den: "P3/header", least: 2},
	{group: "P3", what: "allocations", num: "P3/header", unit: "allocs/op"},

	{group: "P4", what: "header / table pass", num: "P4/header", den: "P4/table", most: 0.5},
	{group: "P4", what: "header / SWAR pass", num: "P4/header", den: "P4/swar"},
	{group: "P4", what: "strings.Fields / header", num: "P4/fields", den: "P4/header", least: 5},
	{group: "P4", what: "allocations", num: "P4/header", unit: "allocs/op"},

	{group: "P5", what: "time of 64 KiB / 8 KiB", num: "P5/*/64K/header", den: "P5/*/8K/header", most: 12},
	{group: "P5", what: "time of 128 KiB / 64 KiB", num: "P5/*/128K/header", den: "P5/*/64K/header", most: 3},
	{group: "P5", what: "time of 1 MiB on lines of 64 KiB / 64 KiB", num: "P5/*/1M/header", den: "P5/*/64K/header", most: 24},
	{group: "P5", what: "time of 1 MiB on one line / 8 KiB", num: "P5/refusal", den: "P5/commas/8K/header", most: 1},
	{group: "P5", what: "64 KiB: header / table pass", num: "P5/*/64K/header", den: "P5/*/64K/table", most: 8},
	{group: "P5", what: "64 KiB: bytes allocated per byte", num: "P5/*/64K/header", unit: "B/op", per: 64 << 10, most: 4},
	{group: "P5", what: "128 KiB: bytes allocated per byte", num: "P5/*/128K/header", unit: "B/op", per: 128 << 10, most: 4},
	{group: "P5", what: "1 MiB: bytes allocated per byte", num: "P5/*/1M/header", unit: "B/op", per: 1 << 20, most: 4},

	{group: "V1", what: "MD5: digest / bare hashes", num: "V1/MD5/digest", den: "V1/MD5/hashes", most: 3},
	{group: "V1", what: "SHA-256: digest / bare hashes", num: "V1/SHA-256/digest", den: "V1/SHA-256/hashes", most: 3},
	{group: "V1", what: "SHA-512-256: digest / bare hashes", num: "V1/SHA-512-256/digest", den: "V1/SHA-512-256/hashes", most: 2},
	{group: "V1", what: "abbot / digest", num: "V1/MD5/abbot", den: "V1/MD5/digest", least: 10},
	{group: "V1", what: "icholy / digest", num: "V1/*/icholy", den: "V1/*/digest", least: 12},
	{group: "V1", what: "MD5: a wrong answer / bare hashes", num: "V1/MD5/refused", den: "V1/MD5/hashes", most: 3},
	{group: "V1", what: "SHA-256: a wrong answer / bare hashes", num: "V1/SHA-256/refused", den: "V1/SHA-256/hashes", most: 3},
	{group: "V1", what: "SHA-512-256: a wrong answer / bare hashes", num: "V1/SHA-512-256/refused", den: "V1/SHA-512-256/hashes", most: 2},
	{group: "V1", what: "allocations, a wrong answer", num: "V1/*/refused", unit: "allocs/op"},
	{group: "V1", what: "allocations: the Result, and its Info", num: "V1/*/digest", unit: "allocs/op", most: 2},

	{group: "V2", what: "cached bcrypt, a look at the file each second / base64 and one SHA-256", num: "V2/interval", den: "V2/floor", most: 2.5},
	{group: "V2", what: "a look at the file each time / each second", num: "V2/basic", den: "V2/interval"},
	{group: "V2", what: "bcrypt / cached bcrypt, a look each second", num: "V2/bcrypt", den: "V2/interval", least: 10_000},
	{group: "V2", what: "as a Verifier / as an option", num: "V2/verifier", den: "V2/interval"},
	{group: "V2", what: "handler: cached bcrypt / bare", num: "V2/nethttp/basic", den: "V2/nethttp/bare"},
	{group: "V2", what: "allocations, a look each second", num: "V2/interval", unit: "allocs/op"},
	{group: "V2", what: "allocations, a look each time", num: "V2/basic", unit: "allocs/op", most: 1},

	{group: "V3", what: "8 guessers: ms of the user, p99", num: "V3/gate", unit: "p99-ns", per: 1e6, most: 1},
	{group: "V3", what: "the same of a user elsewhere who is not cached", num: "V3/gate", unit: "uncached-p99-ns", per: 1e6, most: 2000},
	{group: "V3", what: "nobody guesses: the same", num: "V3/nobody", unit: "p99-ns", per: 1e6, most: 1},

	{group: "M1", what: "whole server: cached bcrypt / bare", num: "M1/basic", den: "M1/bare", most: 1.15},

	{group: "N1", what: "mint / one block of SHA-256", num: "N1/mint", den: "N1/sha256", most: 1},
	{group: "N1", what: "check / one block of SHA-256", num: "N1/check", den: "N1/sha256", most: 1},
	{group: "N1", what: "check and mark the count / the same", num: "N1/use", den: "N1/sha256"},
	{group: "N1", what: "allocations, mint: the string", num: "N1/mint", unit: "allocs/op", most: 1},
	{group: "N1", what: "allocations, use", num: "N1/use", unit: "allocs/op"},

	{group: "N2", what: "sync.Map / ring", num: "N2/syncmap", den: "N2/ring", least: 5},
	{group: "N2", what: "allocations", num: "N2/ring", unit: "allocs/op"},

	{group: "N3", what: "1,000 clients: abbot / digest", num: "N3/1000/abbot", den: "N3/1000/digest", least: 8},
	{group: "N3", what: "100,000 clients: abbot / digest", num: "N3/100000/abbot", den: "N3/100000/digest", least: 400},
	{group: "N3", what: "digest, 100,000 clients / 1,000", num: "N3/100000/digest", den: "N3/1000/digest", most: 1.2},

	{group: "C2", what: "digest / copy of the request", num: "C2/digest", den: "C2/copy", most: 3},
	{group: "C2", what: "icholy / digest", num: "C2/icholy", den: "C2/digest", least: 3},
	{group: "C2", what: "allocations", num: "C2/digest", unit: "allocs/op", most: 10},
}

// bounded reports whether there is a target at all. That of a bare number may
// be 0.
func (t target) bounded() bool { return t.most > 0 || t.least > 0 || t.unit != "" }

// slack returns how far beyond the target the gate is: times vary from pass to
// pass, allocations do not.
func (t target) slack() float64 {
	if t.unit != "" {
		return 1
	}
	return 1.3
}
