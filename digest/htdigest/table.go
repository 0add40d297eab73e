// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Table is the content of one file. It does not change, and does not print: in a
// field that is not exported, fmt may print user names, but no secret. It is made
// by [Parse].
type Table struct {
	users map[space]index
}

// A space is what user names are unique in.
type space struct {
	algorithm digest.Algorithm
	realm     string
}

type index struct {
	byName, byHash map[string]*entry
}

type entry struct {
	secret digest.Secret
	user   string
	line   int
}

// Lookup is a [digest.Lookup]. The Subject is the user name as the file has it,
// also if the query is for the hash of it. A look-up is the same for everybody,
// and takes no longer in a large file.
func (t *Table) Lookup(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
	in := t.users[space{q.Algorithm, q.Realm}]
	users := in.byName
	if q.UserHash {
		users = in.byHash
	}
	e, ok := users[q.User]
	if !ok {
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}
	return e.secret, scheme.Identity{Subject: e.user}, nil
}

// Format keeps the secrets out of logs.
func (Table) Format(f fmt.State, _ rune) { io.WriteString(f, "htdigest table [redacted]") }

// add returns the reason why the entry cannot be there, or none.
func (t *Table) add(s space, hash string, e *entry) (reason string) {
	in, ok := t.users[s]
	if !ok {
		in = index{make(map[string]*entry), make(map[string]*entry)}
		t.users[s] = in
	}
	if old := in.byName[e.user]; old != nil {
		return sameAsLine + strconv.Itoa(old.line)
	}
	if old := in.byHash[hash]; old != nil { // there are collisions of MD5
		return sameHashLine + strconv.Itoa(old.line)
	}
	in.byName[e.user], in.byHash[hash] = e, e
	return ""
}
