// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"sync"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Connect has an http.Transport send credentials with the CONNECT requests that
// it makes itself, to proxies that are origins of c. http.Transport sends such a
// request once, so they are those ahead of any challenge: of Basic with
// Preemptive, of Bearer, and of Digest after it has met a challenge of the proxy,
// here or with c as Proxy of [Transport]. A tunnel that is refused costs one
// request, which has a [*ConnectError], and the next one goes by what was learnt.
// For all rounds within one request use a [ProxyDialer].
//
// It sets GetProxyConnectHeader and OnProxyConnectResponse, and calls what was
// there. A proxy whose URL has a user name, or a host that is not ASCII, is an error.
func Connect(tr *http.Transport, c *negotiate.Client) {
	k := &connector{client: c, fields: tr.GetProxyConnectHeader, check: tr.OnProxyConnectResponse}
	if fixed := tr.ProxyConnectHeader; k.fields == nil && fixed != nil {
		k.fields = func(context.Context, *url.URL, string) (http.Header, error) { return fixed, nil }
	}
	tr.GetProxyConnectHeader = k.header
	tr.OnProxyConnectResponse = k.response
}

// A connector is what Connect sets.
type connector struct {
	client *negotiate.Client
	fields func(ctx context.Context, proxy *url.URL, target string) (http.Header, error)
	check  func(ctx context.Context, proxy *url.URL, req *http.Request, resp *http.Response) error

	// attempts are those under way, by the context of their connection: both funcs
	// are called with the same one.
	attempts sync.Map
}

type underway struct {
	attempt *negotiate.Attempt
	cancel  context.CancelFunc
}

func (k *connector) header(ctx context.Context, proxy *url.URL, target string) (http.Header, error) {
	fields := make(http.Header)
	if k.fields != nil {
		more, err := k.fields(ctx, proxy, target)
		if err != nil {
			return nil, err
		}
		maps.Copy(fields, more)
	}
	switch {
	case proxy.User != nil: // http.Transport would send that
		return nil, errProxyURL
	case !isASCII(proxy.Host):
		return nil, errASCII
	case !k.client.Covers(originOfURL(proxy)) || len(lines(fields, "Proxy-Authorization")) > 0:
		return fields, nil
	}
	d := ProxyDialer{URL: proxy}
	limited, cancel := context.WithTimeout(ctx, maxConnect) // http.Transport has the same bound
	attempt := k.client.Begin(limited, d.request(connectRequest(target)))
	k.attempts.Store(ctx, underway{attempt, cancel})
	context.AfterFunc(limited, func() { k.attempts.Delete(ctx) }) // ctx may never be done
	c, err := attempt.Ahead(limited)
	if err != nil && !errors.Is(err, scheme.ErrDeclined) {
		cancel()
		return nil, err
	}
	if !c.IsZero() {
		fields.Set("Proxy-Authorization", c.Reveal())
	}
	return fields, nil
}

func (k *connector) response(ctx context.Context, proxy *url.URL, req *http.Request, resp *http.Response) error {
	if k.check != nil {
		if err := k.check(ctx, proxy, req, resp); err != nil {
			return err
		}
	}
	v, ok := k.attempts.LoadAndDelete(ctx)
	if !ok {
		return nil
	}
	attempt := v.(underway).attempt
	defer v.(underway).cancel()
	if resp.StatusCode/100 == 2 {
		return verifyConnect(ctx, attempt, resp)
	}
	if _, err := answer(ctx, attempt, resp); err != nil {
		return err
	}
	return &ConnectError{Status: resp.StatusCode} // what was answered goes with the next one
}
