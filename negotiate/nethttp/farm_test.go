// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A farm is all hosts of the world: a server with TLS and one without, to which
// every name and address leads.
type farm struct {
	base *http.Transport
	mu   sync.Mutex
	seen []visit
}

// A visit is a request as a server sees it.
type visit struct {
	origin, path  string
	authorization []string
}

// farmNames are the hosts with certificates.
var farmNames = []string{"example", "*.example", "*.home.example", "*.xn--bcher-kva.example", "*.example.evil.example"}

// newCertificate returns a certificate of those names, and a pool that has it.
func newCertificate(t *testing.T, names ...string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		DNSNames: names, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, pool
}

// newFarm returns a farm whose servers challenge for everything, believe all
// credentials, and send clients from /start and /bounce to wherever "to" says.
func newFarm(t *testing.T) *farm {
	t.Helper()
	f := new(farm)
	certificate, pool := newCertificate(t, farmNames...)
	secure := httptest.NewUnstartedServer(http.HandlerFunc(f.serve))
	secure.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // of clients that speak HTTP to it
	secure.StartTLS()
	plain := httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(secure.Close)
	t.Cleanup(plain.Close)
	f.base = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool},
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			_, port, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			to := plain.Listener.Addr().String()
			if n, _ := strconv.Atoi(port); n == 443 || n == 8443 {
				to = secure.Listener.Addr().String()
			}
			return new(net.Dialer).DialContext(ctx, network, to)
		},
	}
	t.Cleanup(f.base.CloseIdleConnections)
	return f
}

func (f *farm) serve(w http.ResponseWriter, r *http.Request) {
	v := visit{"http://" + r.Host, r.URL.Path, r.Header.Values("Authorization")}
	port := ":80"
	if r.TLS != nil {
		v.origin, port = "https://"+r.Host, ":443"
	}
	v.origin = strings.TrimSuffix(strings.TrimSuffix(strings.Replace(strings.ToLower(v.origin), ":0", ":", 1), port), ":")
	f.mu.Lock()
	f.seen = append(f.seen, v)
	f.mu.Unlock()
	if r.URL.Path != "/bounce" && len(v.authorization) == 0 {
		for _, ch := range []string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Bearer realm="r"`, `Basic realm="r"`, `Key realm="r"`} {
			w.Header().Add("WWW-Authenticate", ch)
		}
		w.WriteHeader(401)
		return
	}
	if to := r.FormValue("to"); to != "" {
		status, _ := strconv.Atoi(r.FormValue("status"))
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

// take returns what was seen since the last call.
func (f *farm) take() []visit {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := f.seen
	f.seen = nil
	return seen
}
