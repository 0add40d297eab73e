// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package htpasswd checks passwords against the files that Apache, nginx and
// lighttpd read, and follows their changes.
//
// A line is one user:
//
//	user:hash
//	user:hash:comment
//
// These hashes are read:
//
//	$2a$ $2b$ $2y$   bcrypt, by htpasswd -B
//	$5$ $6$          crypt with SHA-256 or SHA-512, by htpasswd -2 and -5, openssl passwd -5 and -6
//	$argon2id$       argon2id, by argon2 -id -e
//	$scrypt$         scrypt, as passlib writes it
//	$apr1$           MD5 of Apache, by htpasswd -m, openssl passwd -apr1: weak
//	{SSHA}           SHA-1 with a salt: weak
//	{SHA}            SHA-1 without a salt, by htpasswd -s: weak
//
// A hash that begins with ! or * disables the user. Blank lines and those that
// begin with # are skipped. Every other line has to be good, or the file is not
// taken: an [Error] says which line it is and what is wrong, and never repeats
// any of it. So are crypt with DES, which looks at 8 characters only, and plain
// text, unless Options allow it; what has an unknown prefix is never taken for
// plain text. A file without users is an error too: more often than not, it is
// one that lost them.
//
// Where FIPS 140 mode is enforced, there is neither MD5 nor SHA-1 for passwords,
// nor scrypt: lines that need them are errors.
//
// # Nobody can tell who exists
//
// Every check of a password does the same work, whoever the user is, and also if
// there is none: one hash of each kind in the file. A kind is an algorithm and its
// cost. At most one of these hashes is the user's; the others were made when the
// file was read, of random bytes and with the longest salt of the kind, so that
// nobody knows a password for them. A hash with a shorter salt takes a block less in
// each round, at the most. The less kinds, the less work: write the file anew with
// one, or have Options.RefuseMixed report that there are several.
//
// # What an attacker can make it work
//
// Hashes are slow on purpose, and anybody may ask for one. So the checks go
// through Options.Gate: few run at a time, on half of the processors, and those of
// argon2id and scrypt within a bound of memory. Others wait, and sources of requests
// take turns. Who would have to wait for too long gets scheme.ErrUnavailable, which is
// 503 with Retry-After. Whoever gives up leaves the queue at once; a hash that
// runs ends first.
//
// argon2id with more lanes than the Gate has processors runs alone, in as many
// threads as it has lanes: on a machine of two processors, one with four lanes takes
// both while it runs. Make hashes with one lane, as those are that [Hash] makes.
//
// Costs outside a range that Options set are errors of the file. A password
// longer than 512 bytes never matches, nor does one longer than 72 bytes match
// bcrypt, which would ignore the rest.
//
// # Changing a file
//
// Write a new file beside the old one and rename it. A program that writes in
// place, such as htpasswd, can be read half-way: if what is there then is no
// good file, the users stay as they were, but if it ends between two lines,
// those after it are unknown until the next look at the file.
//
// A change is seen at the next look at the file if it shows: in its size, its time of
// modification or which file it is, and on Linux, macOS, the BSDs and Solaris in the
// time of the change, which nobody can set. One that does not show, as it came right
// after another, is seen two seconds after that one. On Windows and elsewhere, one
// that comes later and leaves all of these as they were is not seen before the next
// one: do not restore the time of modification there.
//
// When the file is no good, is gone or cannot be read, everybody who could
// authenticate still can, also those who were to be removed. Watch
// Options.OnError. The last user cannot be removed: disable it.
//
// # Place in the map
//
// htpasswd imports packages scheme and basic, whose Gate bounds the work, and
// internal/reload, which follows changes; of x/crypto it has bcrypt, argon2id and
// scrypt. Its Verify methods are what basic.New wants.
package htpasswd
