// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package redisnonce shares the nonces of Digest between the processes of one
// service, over Redis or Valkey: each of them accepts what another has issued,
// and each count of a nonce is accepted once by all of them together.
//
// A single process does not need it: digest.NewNonces is faster and cannot
// fail. Neither do several behind a balancer that sends a client always to the
// same one; should it send it elsewhere, the nonce is stale there, which costs
// a round trip and asks nobody for a password.
//
// A nonce proves itself by a MAC under a key that the processes share. A
// challenge asks Redis nothing, and neither does a wrong answer: a flood of them
// fills nothing. A right answer costs one round trip to Redis, one script on one
// key, as a cluster needs it. On one machine that takes 0.06 ms (go test -bench
// Use). A nonce that is in use takes 100 bytes in Redis and up to 8 more for each
// count, but never more than 2 KiB (8 KiB with the largest Window), until a minute
// after its life.
//
// # What is stale
//
// A nonce is stale past its Life, after its Uses, and if it was not issued under
// one of the keys and the Prefix. One that was just issued is not, whatever its
// first count is, as long as clocks are right. A count is stale if it was used, or
// if one was that is higher by a multiple of the Window: of a client that skips no
// count, only requests that at least Window others have overtaken. (Those of
// digest.NewNonces forget all counts that are lower by the Window.)
//
// # Redis
//
// It is tested with Redis 7.0, and by go test with whatever redis-server or
// valkey-server is installed; Valkey has all of the commands. Set maxmemory-policy
// to noeviction: a full Redis then refuses, where it would otherwise drop what it
// knows. Where it has users, these rights do:
//
//	+eval +evalsha +time +getrange +setrange +pexpireat ~httpauth:nonce:*
//
// Set the timeouts of the client, and ContextTimeoutEnabled: a request waits as
// long as they say. If the client tries again after a timeout, which it does by
// default, and Redis had done it the first time, the answer is stale: it is
// never accepted twice. Do not use redis.Ring, for which a node that is away
// means that its keys are looked for elsewhere.
//
// # When it fails
//
// If Redis cannot be reached, is a replica, is full, or says anything else than
// it should, the error wraps scheme.ErrUnavailable: nobody is let in, and nobody
// is told that the password is wrong. Challenges are issued all the same.
//
// If Redis loses data, by a restart without persistence, an eviction, or a
// failover to a replica that is behind, then counts that were used and lost can
// be used once more, until the life of their nonce is over. Who has recorded a
// request can repeat that request, and no other. What helps: a shorter Life,
// which costs a client one round trip more per Life at most; TLS, without which
// there is little to record; appendfsync always, with a single Redis; and when
// it is known to have happened, a new key ([Nonces.SetKeys] with that one
// alone), under which all that was issued before is stale.
//
// There is no option that makes this safe. A marker in Redis, whose absence
// would show the loss, shows neither an eviction nor a replica that was behind,
// and in a cluster not what another node has lost. To store each nonce when it
// is issued would: but then everybody can fill Redis, without a password.
//
// Clocks of hosts may differ by a minute. A process whose clock is further off
// issues nonces that are stale at others, and finds those of others stale, until
// it is set right: the error that [Nonces.Use] returns says so, if a nonce is
// from the future. A clock of Redis that is ahead by more than that and is then
// set back has the effect of lost data. No other clock that is wrong, or is set,
// has a count accepted twice or a nonce outlive its end by more than a minute of
// the clock of Redis.
//
// # Place in the map
//
// redisnonce implements an interface of package digest. It is a module of its
// own, so that nobody else depends on a client of Redis.
package redisnonce
