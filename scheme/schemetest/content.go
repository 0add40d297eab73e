// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"io"

	"github.com/go-httpauth/httpauth/scheme"
)

func checkContent(s *suite) error {
	read := false
	d := s.dialog(s.client())
	d.content = func() (io.Reader, error) {
		read = true
		return d.fixture.request.Content()
	}
	o, err := d.run()
	if err != nil {
		return err
	}
	if err := s.accepted(o.verdict); err != nil {
		return err
	}
	if !read && o.result.Content == nil {
		return notTested("Scheme does not read the content of messages")
	}
	if read {
		err = s.checkRequestContent()
	}
	if err == nil && o.result.Content != nil {
		err = s.checkResponseContent()
	}
	return err
}

// nearContents returns contents that are nearly the one given.
func nearContents(r io.Reader) ([]string, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text := string(b)
	all := []string{text + "x", "x" + text}
	if text != "" {
		all = append(all, "", text+text, text[1:], text[:len(text)-1],
			changedByte(text, func(int) int { return 0 }), changedByte(text, func(n int) int { return n - 1 }))
	}
	return all, nil
}

// checkRequestContent presents right credentials with another content, and with
// one that cannot be read.
func (s *suite) checkRequestContent() error {
	d := s.dialog(s.client())
	r, err := d.fixture.request.Content()
	if err != nil {
		return err
	}
	all, err := nearContents(r)
	if err != nil {
		return err
	}
	for _, text := range all {
		d := s.dialog(s.client())
		d.content = reading(text)
		o, err := d.run()
		if err != nil {
			return err
		}
		if err := o.rejected("another content"); err != nil {
			return err
		}
	}
	d.content = func() (io.Reader, error) { return nil, fmt.Errorf("content: %w", scheme.ErrTooLarge) }
	o, err := d.run()
	if err != nil {
		return err
	}
	if o.reason != scheme.ErrTooLarge {
		return fmt.Errorf("a content that cannot be read: the verdict is not the error of it: %s", o.verdict)
	}
	return nil
}

// checkResponseContent shows the client a response with the right Info and
// another content.
func (s *suite) checkResponseContent() error {
	r, _ := reading(responseContent)()
	all, err := nearContents(r)
	if err != nil {
		return err
	}
	contents := []func() (io.Reader, error){
		nil,
		func() (io.Reader, error) { return nil, errors.New("content: too large") },
	}
	for _, text := range all {
		contents = append(contents, reading(text))
	}
	for _, content := range contents {
		o, info, err := s.success()
		if err != nil {
			return err
		}
		resp := response(info)
		resp.Content = content
		if mutual, err := o.exchange.Verify(s.ctx, resp); mutual && err == nil {
			return errors.New("a response with another content, or none that can be read, is taken for proved")
		}
	}
	return nil
}
