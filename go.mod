module github.com/go-httpauth/httpauth

go 1.26
