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
	"github.com/go-httpauth/httpauth/scheme"
)

const (
	pw  = "open sesame"
	pw2 = "pässwörd ✓"
)

// wide has what hashes of tests and of vectors need.
var wide = htpasswd.Options{KiB: htpasswd.Range{Min: 1}}

func parse(t testing.TB, text string, opts *htpasswd.Options) *htpasswd.Table {
	t.Helper()
	table, err := htpasswd.Parse(strings.NewReader(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// expect checks a password that is right, and some that are not.
func expect(t *testing.T, verify basic.Verifier, user, password string) {
	t.Helper()
	id, err := verify(t.Context(), nil, user, password)
	if err != nil || id != (scheme.Identity{Subject: user}) {
		t.Errorf("%s with %q: %+v, %v", user, password, id, err)
	}
	for _, wrong := range []string{password + "x", password[1:]} {
		if id, err := verify(t.Context(), nil, user, wrong); err != scheme.ErrRejected || id != (scheme.Identity{}) {
			t.Errorf("%s with %q: %+v, %v", user, wrong, id, err)
		}
	}
	if id, err := verify(t.Context(), nil, user+"x", password); err != scheme.ErrUnknownUser || id != (scheme.Identity{}) {
		t.Errorf("unknown user: %+v, %v", id, err)
	}
}

// The files that other programs wrote are read.
func TestFilesOfOthers(t *testing.T) {
	passwords := map[string]string{
		"alice": pw, "bob": pw2, "carol": pw, "bob2": pw2, "longest": strings.Repeat("x", 200), "long": strings.Repeat(pw, 7),
	}
	for _, tt := range []struct {
		name  string
		users int
		fips  bool // there in FIPS 140 mode
	}{
		{"apache-bcrypt", 2, true},
		{"apache-crypt", 3, true},
		{"apache-apr1", 2, false},
		{"apache-sha", 1, false},
		{"openssl-crypt", 2, true},
		{"openssl-apr1", 2, false},
		{"argon2", 2, true},
		{"libxcrypt", 6, true},
		{"passlib-scrypt", 2, false},
		{"ldap-ssha", 3, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, err := htpasswd.Open("testdata/"+tt.name+".htpasswd", &wide)
			if fips140.Enforced() && !tt.fips {
				if bad, ok := errors.AsType[*htpasswd.Error](err); !ok || bad.Line != 3 || !strings.Contains(bad.Reason, "FIPS 140") {
					t.Error(err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			users := 0
			for user, password := range passwords {
				if version, err := file.Version(t.Context(), nil, user); version != "" && err == nil {
					users++
					expect(t, file.Verify, user, password)
				}
			}
			if users != tt.users {
				t.Errorf("%d users, want %d", users, tt.users)
			}
		})
	}
}

// What is no hash, or a weak one, is refused, or read if that is wanted.
func TestWeakFilesOfOthers(t *testing.T) {
	for name, reason := range map[string]string{
		"apache-des":   "the hash seems to be one by DES, which is not safe and not read",
		"apache-plain": "there is no hash but plain text, which is not read",
	} {
		file, err := htpasswd.Open("testdata/"+name+".htpasswd", nil)
		bad, ok := errors.AsType[*htpasswd.Error](err)
		if file != nil || !ok || *bad != (htpasswd.Error{Line: 3, Reason: reason}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	plain := htpasswd.Options{AllowPlaintext: true}
	if file, err := htpasswd.Open("testdata/apache-des.htpasswd", &plain); file != nil || err == nil {
		t.Error("DES is taken for plain text: ", err)
	}
	file, err := htpasswd.Open("testdata/apache-plain.htpasswd", &plain)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, file.Verify, "alice", pw)
}

// Vectors that were published with the algorithms.
func TestVectors(t *testing.T) {
	const (
		weak = "{SHA} {SSHA} $apr1$ $scrypt$"
		line = "a very much longer text to encrypt.  This one even stretches over morethan one line."
	)
	tests := []struct{ source, hash, password string }{
		{"Apache, Password Formats", "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC", "myPassword"},
		{"Apache, Password Formats", "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/", "myPassword"},
		{"Apache, Password Formats", "$apr1$qHDFfhPC$nITSVHgYbDAK1Y0acGRnY0", "myPassword"},
		{"Apache, Password Formats", "{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=", "myPassword"},
		{"passlib 1.7.4", "$apr1$bzYrOHUx$a1FcpXuQDJV3vPY20CS6N1", "táБℓə"},
		{"passlib 1.7.4", "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", "testing123"},
		{"passlib 1.7.4", "{SSHA}0H+zTv8o4MR4H43n03eCsvw1luG8LdB7", "secret"},
		{"passlib 1.7.4", "{SSHA}P90+qijSp8MJ1tN25j5o1PflUvlqjXHOGeOckw==", "test"},
		{"passlib, hash.scrypt", "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E", "password"},
		{"crypt_blowfish", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
		{"crypt_blowfish", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", "U*U*"},
		{"crypt_blowfish", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a", "U*U*U"},
		{"crypt_blowfish, 72 bytes", "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"},
		{"SHA-crypt", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5", "Hello world!"},
		{"SHA-crypt", "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA", "Hello world!"},
		{"SHA-crypt", "$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5", "This is just a test"},
		{"SHA-crypt", "$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1", line},
		{"SHA-crypt", "$5$rounds=77777$short$JiO1O3ZpDAxGJeaDIuqCoEFysAe1mZNJRs3pw0KQRd/", "we have a short salt string but not a short password"},
		{"SHA-crypt", "$5$rounds=123456$asaltof16chars..$gP3VQ/6X7UUEW3HkBn2w1/Ptq2jxPyzV/cZKmF/wJvD", "a short string"},
		{"SHA-crypt", "$5$rounds=10$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC", "the minimum number is still observed"},
		{"SHA-crypt", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1", "Hello world!"},
		{"SHA-crypt", "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.", "Hello world!"},
		{"SHA-crypt", "$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0", "This is just a test"},
		{"SHA-crypt", "$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1", line},
		{"SHA-crypt", "$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0", "we have a short salt string but not a short password"},
		{"SHA-crypt", "$6$rounds=123456$asaltof16chars..$BtCwjqMJGx5hrJhZywWvt0RLE8uZ4oPwcelCjmw2kSYu.Ec6ycULevoBK25fs2xXgMNrCzIMVcgEJAstJeonj1", "a short string"},
		{"SHA-crypt", "$6$rounds=10$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.", "the minimum number is still observed"},
		{"phc-winner-argon2", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"},
		{"phc-winner-argon2", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password"},
		{"phc-winner-argon2", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", "password"},
	}
	run := 0
	for _, tt := range tests {
		prefix := tt.hash[:strings.IndexAny(tt.hash[1:], "$}")+2]
		if fips140.Enforced() && strings.Contains(weak, prefix) {
			continue
		}
		run++
		table := parse(t, "u:"+tt.hash, &wide)
		if id, err := table.Verify(t.Context(), nil, "u", tt.password); err != nil || id.Subject != "u" {
			t.Errorf("%s: %s: %v", tt.source, tt.hash, err)
		}
	}
	if want := 20; run < want {
		t.Errorf("%d vectors, want %d", run, want)
	}
}
