# SCHEME USER PASSWORD PROXY URL... with libwww-perl, in one session
use strict;
use warnings;

package Agent;
use parent 'LWP::UserAgent';
our ($user, $password);
sub get_basic_credentials { return ($user, $password) }

package main;
(my $scheme, $Agent::user, $Agent::password, my $proxy, my @urls) = @ARGV;
my $agent = Agent->new(keep_alive => 1);
$agent->proxy(http => $proxy) if $proxy;
print $agent->post($_, Content => 'a=b')->decoded_content, "\n" for @urls;
