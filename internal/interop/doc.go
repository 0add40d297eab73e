// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package interop runs both ends of this module against real HTTP clients,
// servers and proxies. It holds nothing but tests.
//
//	our end                     the other end
//	httpauth serve              curl; httpauth get
//	nethttp.Handler, Proxy      curl, wget, wget2, python3-requests, python3-httpx,
//	                            LWP of Perl, libsoup of GNOME, neon (cadaver)
//	nethttp.Transport, and get  Apache, nginx, lighttpd, WEBrick of Ruby
//	ProxyDialer, Connect, get   squid
//	htpasswd, htdigest          Apache, nginx, lighttpd, WEBrick, squid, on one file;
//	                            the programs that write such files
//
// What is tested is what is on the wire, and in the logs of servers. The command is
// built once and runs as a process of its own, as it does for everybody; so does
// each server of others, on a free port of 127.0.0.1 and in a directory of its own,
// configured by a file of testdata. A fault of a client is a row of its table that
// says what helps.
//
// Programs that are missing are failures, not skips; .ci/run installs them. It takes
// those of Debian and its like, where they have the paths that testdata names.
//
// Run it with go test -count=1: the cache of go test does not know what the
// command is made of.
package interop
