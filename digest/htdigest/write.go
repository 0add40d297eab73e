// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/internal/lines"
)

// AppendLine appends the line of a user, and its end, to dst. A line for MD5 has
// three fields, which is what every program reads; the others have the user hash
// too, without which nobody can tell SHA-256 from SHA-512-256. Apache knows MD5
// only, and takes the first line of a user and realm: put that for MD5 first.
//
// The error says that [Parse] would not read the user from the line, or is that
// of [digest.NewSecret].
func AppendLine(dst []byte, a digest.Algorithm, user, realm, password string) ([]byte, error) {
	switch {
	case a != digest.MD5 && a != digest.SHA256 && a != digest.SHA512256:
		return dst, errNotWritten
	case strings.HasPrefix(user, " "), strings.HasPrefix(user, "#"), strings.HasPrefix(user, lines.Mark), !isField(user):
		return dst, errUser
	case !isField(realm):
		return dst, errRealm
	}
	secret, err := digest.NewSecret(a, user, realm, password)
	if err != nil {
		return dst, err
	}
	line := user + ":" + realm + ":" + secret.Reveal()
	if a != digest.MD5 {
		hash, err := digest.UserHash(a, user, realm)
		if err != nil {
			return dst, err
		}
		line += ":" + hash
	}
	if len(line) > lines.Max {
		return dst, errLong
	}
	return append(append(dst, line...), '\n'), nil
}

func isField(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.Contains(s, ":") && !strings.ContainsFunc(s, unicode.IsControl)
}
