// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

const pw = "open sesame"

func bcryptOf(t testing.TB, cost int, password string) string {
	t.Helper()
	text, err := hashBcrypt(cost, password)
	if err != nil || len(text) != 60 || !strings.HasPrefix(text, "$2y$0") {
		t.Fatal(text, err)
	}
	return text
}

var (
	small = argon2Kind{memory: 64, time: 1, lanes: 1}
	large = argon2Kind{memory: 128, time: 2, lanes: 2}
)

// A job is a hash that was computed.
type job struct {
	kind   kind
	rounds uint64
}

// counting returns a table that writes down its work.
func counting(t testing.TB, text string, opts Options) (table *Table, done *[]job) {
	t.Helper()
	done = new([]job)
	opts.ran = func(k kind, _ int, rounds uint64) { *done = append(*done, job{k, rounds}) }
	table, err := Parse(strings.NewReader(text), &opts)
	if err != nil {
		t.Fatal(err)
	}
	return table, done
}

// work returns what one check does.
func work(t testing.TB, table *Table, done *[]job, user, password string, want error) []job {
	t.Helper()
	*done = nil
	id, err := table.Verify(t.Context(), nil, user, password)
	if !errors.Is(err, want) || err == nil && id.Subject != user || err != nil && id.Subject != "" {
		t.Errorf("%s with %d bytes: %+v, %v, want %v", user, len(password), id, err, want)
	}
	return *done
}

// salts are lines with salts of 8 to 16 bytes, the longest in the middle.
func salts() string {
	var b strings.Builder
	for i, n := range []int{8, 12, 9, 16, 10, 15, 11, 14, 13} {
		k, salt := shaCryptKind{bits: 512, rounds: 1000}, []byte("0123456789abcdef"[:n])
		sum, _ := k.sum(salt, []byte(pw))
		b.WriteString(string(rune('a'+i)) + ":$6$rounds=1000$" + string(salt) + "$" + encode(sum, k.order()) + "\n")
	}
	return b.String()
}

// files have one or several kinds of hashes, all for pw.
func files(t testing.TB) map[string]struct {
	text string
	want []job
} {
	b4, b6 := bcryptOf(t, 4, pw), bcryptOf(t, 6, pw)
	s1 := hashSHA512(1000, pw)
	return map[string]struct {
		text string
		want []job
	}{
		"one kind":    {"a:" + b4 + "\nb:" + bcryptOf(t, 4, pw), []job{{bcryptKind{4}, 16}}},
		"two costs":   {"a:" + b4 + "\nb:" + b6, []job{{bcryptKind{4}, 16}, {bcryptKind{6}, 64}}},
		"three kinds": {"a:" + s1 + "\nb:" + b4 + "\nc:" + hashArgon2(small, pw), []job{{shaCryptKind{bits: 512, rounds: 1000}, 1000}, {bcryptKind{4}, 16}, {small, 64}}},
		"two argon2":  {"a:" + hashArgon2(large, pw) + "\nb:" + hashArgon2(small, pw), []job{{large, 256}, {small, 64}}},
		"two salts": {"a:$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5\nb:" + strings.Replace(s1, "$6$", "!$6$", 1) + "\nc:$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC",
			[]job{{shaCryptKind{bits: 256, rounds: 5000}, 5000}, {shaCryptKind{bits: 256, rounds: 1000}, 1000}}},
		"salts of all lengths": {salts(), []job{{shaCryptKind{bits: 512, rounds: 1000}, 1000}}},
		"all disabled":         {"a:*\nb:!" + b4, []job{{bcryptKind{6}, 64}}},
	}
}

// B02, B04: whoever it is, every kind of hash in the file is computed once, with
// all of its rounds: for those who may as well.
func TestAttack_B02_B04_the_same_work_for_all(t *testing.T) {
	for name, file := range files(t) {
		table, done := counting(t, file.text+"\nlocked:!"+bcryptOf(t, 4, pw)+"\nstar:*\ncopy:*"+hashArgon2(small, pw), Options{Bcrypt: Range{Max: 6}})
		for user, known := range table.users {
			right := error(nil)
			switch {
			case known.disabled:
				right = ErrDisabled
			case name == "two salts":
				right = scheme.ErrRejected // the passwords are those of the vectors
			}
			if got := work(t, table, done, user, pw, right); !slices.Equal(got, file.want) {
				t.Errorf("%s: %s, right password: %v, want %v", name, user, got, file.want)
			}
		}
		for _, user := range []string{"a", "b", "ghost", "", "locked", "copy"} {
			for what, password := range map[string]string{
				"wrong": "x", "empty": "", "73 bytes": strings.Repeat("x", 73), "4 KiB": strings.Repeat("x", 4<<10), "NUL": "a\x00", "no UTF-8": "\xff", "a star": "*",
			} {
				if got := work(t, table, done, user, password, scheme.ErrRejected); !slices.Equal(got, file.want) {
					t.Errorf("%s: %s, %s: %v, want %v", name, user, what, got, file.want)
				}
			}
		}
	}
}

// B03: the dummies are of the kinds in the file, the most costly one included;
// they can be computed, and are.
func TestAttack_B03_dummies_run(t *testing.T) {
	for name, file := range files(t) {
		table, done := counting(t, file.text, Options{Bcrypt: Range{Max: 6}})
		if len(table.dummies) != len(file.want) {
			t.Errorf("%s: %d dummies", name, len(table.dummies))
		}
		for i, d := range table.dummies {
			salt, sum := 0, 0 // the longest
			for _, e := range table.users {
				if e.hash.kind == d.kind {
					salt, sum = max(salt, len(e.hash.salt)), max(sum, len(e.hash.sum))
				}
			}
			if name == "all disabled" {
				salt, sum = bcryptSalt, bcryptSum
			}
			if d.kind != file.want[i].kind || len(d.salt) != salt || len(d.sum) != sum {
				t.Errorf("%s: %+v", name, d)
			}
			if ok, rounds, err := d.kind.match(d.salt, d.sum, pw); ok != 0 || rounds != file.want[i].rounds || err != nil {
				t.Errorf("%s: %T: %d after %d rounds, %v", name, d.kind, ok, rounds, err)
			}
		}
		if got := work(t, table, done, "ghost", pw, scheme.ErrUnknownUser); len(got) == 0 || got[0].rounds == 0 {
			t.Errorf("%s: %v", name, got)
		}
		other, _ := counting(t, file.text, Options{Bcrypt: Range{Max: 6}})
		if string(other.dummies[0].sum) == string(table.dummies[0].sum) || string(other.dummies[0].salt) == string(table.dummies[0].salt) {
			t.Errorf("%s: the dummies are no random ones", name)
		}
	}
}

// B03: a hash that cannot be computed is a fault, not a wrong password.
func TestAttack_B03_hashes_that_cannot_run(t *testing.T) {
	for _, h := range []hash{
		{bcryptKind{3}, make([]byte, bcryptSalt), make([]byte, bcryptSum)},
		{bcryptKind{5}, nil, nil},
		{scryptKind{logN: 0, r: 1, p: 1}, make([]byte, 16), make([]byte, 32)},
	} {
		table, done := counting(t, "a:"+bcryptOf(t, 4, pw), Options{})
		table.dummies = append(table.dummies, h)
		for _, user := range []string{"a", "ghost"} {
			*done = nil
			id, err := table.Verify(t.Context(), nil, user, pw)
			if _, reason := errors.AsType[scheme.Reason](err); id.Subject != "" || err == nil || reason {
				t.Errorf("%s, %+v: %v, %v", user, h, id, err)
			}
		}
	}
}

// B04: a file of several kinds is reported if that is wanted.
func TestAttack_B04_reported(t *testing.T) {
	for name, file := range files(t) {
		_, err := Parse(strings.NewReader("# x\n"+file.text), &Options{RefuseMixed: true})
		if len(file.want) == 1 && err != nil || len(file.want) > 1 && err == nil {
			t.Errorf("%s: %v", name, err)
		}
		if bad, ok := errors.AsType[*Error](err); err != nil && (!ok || bad.Line < 3 || bad.Reason != mixedWith+"2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// There is a bound to what a check does.
	var b strings.Builder
	for n := range maxKinds {
		b.WriteString("u" + string(rune('a'+n)) + ":" + hashSHA512(uint64(1000+n), pw) + "\n")
	}
	if table, done := counting(t, b.String(), Options{}); len(work(t, table, done, "x", pw, scheme.ErrUnknownUser)) != maxKinds {
		t.Error(*done)
	}
	b.WriteString("z:" + hashSHA512(2000, pw))
	if _, err := Parse(strings.NewReader(b.String()), nil); err == nil || *err.(*Error) != (Error{maxKinds + 1, manyKinds}) {
		t.Error(err)
	}
}

// B05: nobody gets in by a dummy, even if its password were known, nor by the
// hash of another or of none.
func TestAttack_B05_dummies_match_nobody(t *testing.T) {
	text := bcryptOf(t, 4, "fakepassword")
	p := parser{opts: new(Options)}
	p.opts.Bcrypt = Range{4, 4}
	known, reason := p.hash(text)
	if reason != "" {
		t.Fatal(reason)
	}
	table, done := counting(t, "a:"+bcryptOf(t, 4, pw)+"\nb:"+hashArgon2(small, pw)+"\nlocked:!"+text, Options{})
	table.dummies[0] = known
	for user, want := range map[string]error{"ghost": scheme.ErrUnknownUser, "": scheme.ErrUnknownUser, "locked": ErrDisabled, "a": scheme.ErrRejected, "b": scheme.ErrRejected} {
		work(t, table, done, user, "fakepassword", want)
	}
	work(t, table, done, "a", pw, nil)
	work(t, table, done, "b", pw, nil)
}

// B19: all the combinations of what is asked before somebody gets in.
func TestAttack_B19_every_condition_counts(t *testing.T) {
	long := strings.Repeat("x", bcryptLongest)
	in := 0
	for _, password := range []string{pw, long, "a\x00", "a\x7f", "\xff", ""} {
		// bcrypt.GenerateFromPassword would hash any of these.
		texts := []string{bcryptOf(t, 4, password), hashArgon2(small, password), hashSHA512(1000, password)}
		for i, text := range texts {
			for _, user := range []string{"known", "unknown"} {
				for _, disabled := range []bool{false, true} {
					for _, try := range []string{password, password + "x", pw + "y"} {
						line := "known:" + text
						if disabled {
							line = "known:!" + text
						}
						table, _ := counting(t, line+"\nother:"+texts[(i+1)%3], Options{})
						may := user == "known" && !disabled && try == password && isPassword(password)
						id, err := table.Verify(t.Context(), nil, user, try)
						if (err == nil) != may || (id.Subject != "") != may {
							t.Errorf("%s, disabled %t, %q for %q: %v, %v", user, disabled, try, password, id, err)
						}
						if may {
							in++
						}
					}
				}
			}
		}
	}
	if in != 6 {
		t.Errorf("%d got in, want 6", in)
	}
}

// B06: what bcrypt would ignore makes a password wrong.
func TestAttack_B06_bcrypt_72_bytes(t *testing.T) {
	right := strings.Repeat("ä", 36)
	table, done := counting(t, "a:"+bcryptOf(t, 4, right)+"\nb:"+hashSHA512(1000, right+"x")+"\nc:"+hashSHA512(1000, strings.Repeat("y", maxPassword)), Options{})
	want := work(t, table, done, "a", right, nil)
	for _, more := range []string{"x", "\x00", "\x00" + right, strings.Repeat("x", 4000)} {
		if got := work(t, table, done, "a", right+more, scheme.ErrRejected); !slices.Equal(got, want) {
			t.Errorf("%d bytes: %v, want %v", len(right+more), got, want)
		}
	}
	work(t, table, done, "b", right+"x", nil)
	work(t, table, done, "b", right, scheme.ErrRejected)
	work(t, table, done, "c", strings.Repeat("y", maxPassword), nil)
	work(t, table, done, "c", strings.Repeat("y", maxPassword+1), scheme.ErrRejected)
}

// A spy is a kind that writes down what it hashes.
type spy struct {
	plainKind
	hashed *[]int
}

func (s spy) match(_, _ []byte, password string) (ok int, rounds uint64, err error) {
	*s.hashed = append(*s.hashed, len(password))
	return 1, 1, nil
}

// B06: what is too long for any kind is not hashed as a whole.
func TestAttack_B06_bounded_work(t *testing.T) {
	s := spy{hashed: new([]int)}
	table, done := counting(t, "a:"+bcryptOf(t, 4, pw), Options{})
	table.users["b"] = &entry{hash: hash{kind: s}}
	table.dummies = append(table.dummies, hash{kind: s})
	for n, want := range map[int]error{1: nil, maxPassword: nil, maxPassword + 1: scheme.ErrRejected, 1 << 20: scheme.ErrRejected} {
		work(t, table, done, "b", strings.Repeat("x", n), want)
		if last := (*s.hashed)[len(*s.hashed)-1]; last != min(n, maxPassword) {
			t.Errorf("%d bytes of %d are hashed", last, n)
		}
	}
}

// B08: bcrypt is cyclic over NUL, which is why none is accepted.
func TestAttack_B08_NUL(t *testing.T) {
	table, done := counting(t, "a:"+bcryptOf(t, 4, "a")+"\nb:"+bcryptOf(t, 4, "\x00"), Options{})
	ok, _, err := bcryptKind{4}.match(table.users["a"].hash.salt, table.users["a"].hash.sum, "a\x00a")
	if ok != 1 || err != nil {
		t.Error("bcrypt is not cyclic, and this test is about nothing")
	}
	for _, password := range []string{"a\x00a", "a\x00", "\x00a", "a\n", "a\x7f", "a\t"} {
		work(t, table, done, "a", password, scheme.ErrRejected)
	}
	work(t, table, done, "b", "", scheme.ErrRejected)
	work(t, table, done, "b", "\x00", scheme.ErrRejected)
	work(t, table, done, "a", "a", nil)
}
