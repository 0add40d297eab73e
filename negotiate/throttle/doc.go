// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package throttle slows down those who guess passwords and tokens, by delays that
// double and never by a lock-out: a [Throttle] is a Guard of package negotiate.
//
//	guard := throttle.New(nil)
//	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff", Guard: guard}, schemes...)
//
// A request that comes before its delay is over is refused with 429 and
// Retry-After, right or wrong, before anything expensive is done for it. Only
// wrong credentials count: no first request without any, no stale nonce, no
// expired token, and no store that is out of order.
//
// # Who is slowed down
//
// Failures are counted three times:
//
//   - for an account and the source that tries it. After a few, each delay is
//     twice the one before, up to a quarter of an hour, and of the tries that are
//     under way at once fewer are admitted. The first success clears it;
//   - for an account and all sources together, as guessers can have many. After
//     many, there is a delay of up to ten seconds between tries, not more;
//   - for a source and all accounts together, as one password can be tried on many
//     accounts. The delay is bounded likewise.
//
// The last two are not for a source from which somebody has logged in to the same
// account within 30 days, and there the first is bounded as they are: what others
// do elsewhere does not keep the owner out. This is remembered in memory alone, for
// a few sources of each account, and as far as there is room.
//
// An account is a name and a realm, whatever the scheme. The name is the one that
// the scheme claims, in its normal form: if the store takes several for one, give
// the scheme a NormalizeUser that does, or each is another account here. What names
// nobody, such as a token, is not slowed down: tokens are too long to guess, and a
// client with an old one must not keep out those beside it. A scheme for short ones
// can claim a part of them as a name.
//
// A source is an IPv4 address, or the first 56 bits of an IPv6 address. Behind a
// proxy all requests have one source unless Source of negotiate.Options finds the
// right one: set it, or all clients together are slowed down for what one of them
// does.
//
// # What it cannot do
//
// It does not know the owner from the guesser. Whoever comes to an account that is
// under attack from a source that is new to it, or from the guesser's own, competes
// for one try in ten seconds with those who ask all the time. And whoever shares a
// source learns, while that is slowed down, who has logged in from there.
//
// # What it keeps
//
// Memory is bounded, and allocated at once. A count is kept until an hour after
// its last failure, and no number of other names makes room by dropping it: what
// finds no place shares one count with others that find none, whose delay is bounded
// as above. Names are not kept, only keyed hashes of them.
//
// A Throttle is for one process. Each of several slows down on its own.
//
// # Place in the map
//
// throttle imports package negotiate. Nothing imports it: policy is for those who
// want it.
package throttle
