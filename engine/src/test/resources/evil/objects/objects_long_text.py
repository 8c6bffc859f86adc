# expected: any error or dies VALUE
host.text(500_000_000)
