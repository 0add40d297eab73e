// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package schemetest checks implementations of scheme.Scheme and scheme.Client.
//
// One call in a test of your package runs all its cases:
//
//	func TestConformance(t *testing.T) {
//		schemetest.Run(t, schemetest.Config{
//			Scheme:  func(*testing.T) scheme.Scheme { return New(accounts) },
//			Client:  func(*testing.T) scheme.Client { return NewClient("alice", "open sesame") },
//			Wrong:   func(*testing.T) scheme.Client { return NewClient("alice", "not the password") },
//			Subject: "alice",
//			Secrets: []string{"open sesame"},
//		})
//	}
//
// A case lets clients and scheme talk to each other as package negotiate would,
// with every message in the form that it has on the wire. A failure names the
// rule that was broken, where that rule is written, and the line of the case.
// Run the test with -race too: some faults are visible to the race detector
// only.
//
// What a case cannot look at, because the Config or the scheme has nothing for
// it, is reported as NOT TESTED: run the test with -v once, and see that nothing
// is which should not be.
//
// To pass is necessary, not sufficient. The suite knows nothing of the
// cryptography of a scheme, does not measure time, and cannot tell a secret that
// it was not told. The tests of this package are schemes and clients that are
// broken on purpose, each caught by one case; a fault that the suite overlooks is
// best reported as one more of them.
//
// # Place in the map
//
// schemetest imports packages scheme and header. It is imported by tests only.
package schemetest
