// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

var (
	errOrigin = errors.New(`negotiate: an origin is "https://HOST[:PORT]" or "http://HOST[:PORT]" and nothing else`)
	errHost   = errors.New("negotiate: the host of an origin must be in ASCII (a name of other letters in its xn--... form) and without zone")
	errPort   = errors.New("negotiate: a port is at most 65535")
)

// Origin returns the origin of a URL (RFC 9110, Section 4.3.1): scheme, host in
// lower case, and the port if it is not the default one. Path, query, fragment
// and userinfo are no part of it. Schemes other than http and https have none.
//
// A host that is not ASCII is an error: write it as it is looked up (xn--...),
// so that two spellings cannot be taken for two hosts, or two hosts for one.
// Otherwise hosts are the same if their texts are: a name with a dot at its end
// is not the one without, nor is an address the name that stands for it.
func Origin(u *url.URL) (string, error) {
	proto, host, port := strings.ToLower(u.Scheme), u.Hostname(), u.Port()
	if proto != "http" && proto != "https" || host == "" {
		return "", errOrigin
	}
	for i := range len(host) {
		switch c := host[i]; c {
		case '%', '/', '\\', '@', '?', '#':
			return "", errHost
		default:
			if c <= ' ' || c >= 0x7f {
				return "", errHost
			}
		}
	}
	host = strings.ToLower(host)
	if strings.Contains(host, ":") {
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return "", errHost
		}
		host = "[" + addr.String() + "]"
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return "", errPort // the other error quotes its input
		}
		if port[0] == '0' {
			port = strconv.FormatUint(n, 10) // 0443 is 443 to whoever connects
		}
	}
	if port == "" || proto == "http" && port == "80" || proto == "https" && port == "443" {
		return proto + "://" + host, nil
	}
	return proto + "://" + host + ":" + port, nil
}

// parseOrigin returns the normal form of an origin that somebody configured.
func parseOrigin(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Opaque != "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return "", errOrigin // the other error quotes its input
	}
	return Origin(u)
}
