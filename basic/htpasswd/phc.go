// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"math/bits"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"

	"github.com/go-httpauth/httpauth/basic"
)

// The lengths of salts and sums that are read, in bytes. A sum of less could be
// found by chance.
const (
	phcMinSalt, phcMaxSalt = 8, 64
	phcMinSum, phcMaxSum   = 16, 64
)

type argon2Kind struct {
	memory, time uint32 // in KiB, passes
	lanes        uint8
}

func (argon2Kind) longest() int { return maxPassword }

// A lane is a thread: x/crypto starts one for each.
func (k argon2Kind) weight() basic.Weight {
	return basic.Weight{Threads: int(k.lanes), Memory: int64(k.memory) << 10}
}

func (k argon2Kind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	got := argon2.IDKey([]byte(password), salt, k.time, k.memory, k.lanes, uint32(len(sum)))
	return equal(got, sum), uint64(k.memory) * uint64(k.time), nil
}

// argon2 reads "v=19$m=65536,t=3,p=4$" and salt and sum in base64.
func (p *parser) argon2(s string) (h hash, reason string) {
	rest, ok := strings.CutPrefix(s, "v="+strconv.Itoa(argon2.Version)+"$")
	cost, salt, sum, fine := phc(rest, "m", "t", "p")
	if !ok || !fine {
		return h, malformed
	}
	memory, time, lanes := cost[0], cost[1], cost[2]
	switch {
	case lanes > 255, memory < 8*lanes: // RFC 9106, 3.1; x/crypto has 255 lanes
		return h, malformed
	case !p.opts.Passes.has(time):
		return h, costRange
	case !p.opts.fitsMemory(memory << 10):
		return h, memoryRange
	}
	return hash{argon2Kind{uint32(memory), uint32(time), uint8(lanes)}, salt, sum}, ""
}

type scryptKind struct {
	logN uint8
	r, p int
}

func (scryptKind) longest() int { return maxPassword }

func (k scryptKind) weight() basic.Weight {
	return basic.Weight{Threads: 1, Memory: int64(scryptMemory(uint64(k.logN), uint64(k.r), uint64(k.p)))}
}

// scryptMemory is that of V, XY and B (RFC 7914). It is more than any number of
// bytes if it cannot be counted.
func scryptMemory(logN, r, p uint64) uint64 {
	blocks := 1<<logN + 2 + p
	if high, bytes := bits.Mul64(128*r, blocks); high == 0 {
		return bytes
	}
	return 1<<64 - 1
}

func (k scryptKind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	got, err := scrypt.Key([]byte(password), salt, 1<<k.logN, k.r, k.p, len(sum))
	if err != nil {
		return 0, 0, errFault // of the parameters
	}
	return equal(got, sum), uint64(k.r) * uint64(k.p) << k.logN, nil
}

// scrypt reads "ln=16,r=8,p=1$" and salt and sum in base64.
func (p *parser) scrypt(s string) (h hash, reason string) {
	if fips140.Enforced() {
		return h, noFIPS // PBKDF2 takes no passwords of less than 14 bytes then
	}
	cost, salt, sum, ok := phc(s, "ln", "r", "p")
	logN, blocks, parallel := cost[0], cost[1], cost[2]
	switch {
	case !ok, logN > 31, blocks > 1<<20, parallel > 1<<29/blocks:
		return h, malformed
	case !p.opts.Passes.has(parallel):
		return h, costRange
	case !p.opts.fitsMemory(scryptMemory(logN, blocks, parallel)):
		return h, memoryRange
	}
	return hash{scryptKind{uint8(logN), int(blocks), int(parallel)}, salt, sum}, ""
}

// phc reads three parameters, a salt and a sum of the PHC string format.
func phc(s string, names ...string) (values [3]uint64, salt, sum []byte, ok bool) {
	params, rest, _ := strings.Cut(s, "$")
	saltText, sumText, _ := strings.Cut(rest, "$")
	list := strings.Split(params, ",")
	if len(list) != len(names) {
		return values, nil, nil, false
	}
	for i, param := range list {
		digits, named := strings.CutPrefix(param, names[i]+"=")
		n, err := strconv.ParseUint(digits, 10, 32)
		if !named || err != nil || n == 0 || digits[0] == '0' || digits[0] == '+' {
			return values, nil, nil, false
		}
		values[i] = n
	}
	salt, okSalt := decodeBytes(unpadded, saltText, phcMinSalt, phcMaxSalt)
	sum, okSum := decodeBytes(unpadded, sumText, phcMinSum, phcMaxSum)
	return values, salt, sum, okSalt && okSum
}
