// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package htdigest reads the password files of Digest that Apache and lighttpd
// read, and follows their changes.
//
// A line is one secret of one user in one realm:
//
//	user:realm:secret
//	user:realm:secret:userhash
//
// The secret is H(user:realm:password) in hexadecimal digits, in lower or upper
// case: 32 are MD5; 64 are SHA-256, or SHA-512-256 if Options say so. The user
// hash is H(user:realm), in lower case as clients send it. Only lighttpd needs
// it: here it is computed if it is not there. Where it is, it has to be right,
// and it tells SHA-256 from SHA-512-256. The same user may be there in several
// realms and with several algorithms.
//
// Blank lines and those that begin with # are skipped. Every other line has to
// be good, or the file is not taken: an [Error] says which line it is and what
// is wrong, and never repeats any of it. Programs differ in what they make of
// such lines. A file without users is an error too: more often than not, it is
// one that lost them. A line has up to 1024 bytes, a file up to 64 MiB.
//
// # Changing a file
//
// Write a new file beside the old one and rename it. A program that writes in
// place can be read half-way: if what is there then is no good file, the users
// stay as they were, but if it ends between two lines, those after it are
// unknown until the next look at the file.
//
// When the file is no good, is gone or cannot be read, everybody who could
// authenticate still can, also those who were to be removed. Watch
// Options.OnError. The last user cannot be removed: give it a random password.
//
// The secrets are as good as passwords within their realm (see [digest.Secret]).
// Let nobody else read the file.
//
// # Place in the map
//
// htdigest imports packages digest and scheme, and internal/reload, which
// follows changes. Its Lookup methods are what digest.New wants.
package htdigest
