// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"math"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/go-httpauth/httpauth/basic"
)

// A Range is what a cost may be, both ends included. An end that is 0 is the
// default.
type Range struct{ Min, Max int }

// Options of [Open] and [Parse]. The zero value has the defaults, which are safe.
//
// The ranges keep hashes out of a file that anybody could guess, or whose cost
// would stop the server. Raise a maximum only if the Gate fits.
type Options struct {
	// AllowPlaintext reads passwords that are not hashed: {PLAIN} and text, as nginx
	// reads it, and text alone, as htpasswd -p writes it. The latter is an error
	// where it may be what is left of a hash: if it has $, { or }, or is 22 letters
	// and digits or more, or looks like one by DES.
	AllowPlaintext bool

	// RefuseMixed makes it an error if the hashes in a file are of several kinds
	// or costs. Otherwise every check does one hash of each kind.
	RefuseMixed bool

	Bcrypt Range // the cost of bcrypt; the default is 4 to 14
	Rounds Range // of crypt with SHA; 1000 to 1,000,000
	Passes Range // the time cost of argon2id, the parallelization of scrypt; 1 to 16
	KiB    Range // the memory of a hash by argon2id or scrypt, in KiB; 8 to 131,072, and what the Gate has

	// Gate is what the checks go through, so that few run at a time. Several files
	// may share one. The default is one with the default options.
	Gate *basic.Gate

	// Interval, if positive, is how often an open file is looked at, at the most,
	// and so how long a changed password may take to be in force. By default the
	// file is looked at whenever anybody logs in, which costs a system call, some
	// microseconds. If it is negative, only Reload reads the file.
	Interval time.Duration

	// OnError is told why a change was not taken, within a check. It hears of the
	// same error once, and again when all was well in between. Without it,
	// nobody hears of it.
	OnError func(error)

	ran func(k kind, ok int, rounds uint64) // hears what came of every hash; of tests
}

// withDefaults returns the options with all values, or why they cannot be.
func (o *Options) withDefaults() (Options, error) {
	var all Options
	if o != nil {
		all = *o
	}
	if all.Gate == nil {
		all.Gate = basic.NewGate(nil)
	}
	for _, r := range []struct {
		r        *Range
		def, can Range
	}{
		{&all.Bcrypt, Range{bcrypt.MinCost, 14}, Range{bcrypt.MinCost, bcrypt.MaxCost}},
		{&all.Rounds, Range{minRounds, 1_000_000}, Range{minRounds, maxRounds}},
		{&all.Passes, Range{1, 16}, Range{1, math.MaxInt32}},
		{&all.KiB, Range{8, 128 << 10}, Range{1, math.MaxInt32}},
	} {
		if r.r.Min == 0 {
			r.r.Min = r.def.Min
		}
		if r.r.Max == 0 {
			r.r.Max = max(r.def.Max, r.r.Min)
		}
		if r.r.Min > r.r.Max || r.r.Min < r.can.Min || r.r.Max > r.can.Max {
			return all, errRange
		}
	}
	return all, nil
}

func (r Range) has(n uint64) bool { return uint64(r.Min) <= n && n <= uint64(r.Max) }

// fitsMemory reports whether one hash may take so many bytes.
func (o *Options) fitsMemory(n uint64) bool {
	return n <= math.MaxInt64 && o.Gate.Fits(basic.Weight{Memory: int64(n)}) && uint64(o.KiB.Min)<<10 <= n && n <= uint64(o.KiB.Max)<<10
}
