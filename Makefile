# Verbs for the Maven lines of this project; `make help` lists them.
.DEFAULT_GOAL := help
MVN := mvn -q -B

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

verify: ## build all, run all tests
	mvn -B verify

quick: ## build all, run no tests
	$(MVN) -Dquickly package

format: ## format the Java sources, which the build checks
	$(MVN) -Pbench spotless:apply

jar: ## app/target/python-wasm.jar, which has everything in it
	$(MVN) -pl app -am -DskipTests package

test: ## tests of one class: make test T=LimitsTest M=engine
	$(MVN) -pl $(M) -am -Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false test

demo: ## Python functions over TPC-H data in H2, checked row by row
	$(MVN) -Pdemo -pl h2-example -am -DskipTests package

demo-calcite: ## the same in Calcite
	$(MVN) -Pdemo -pl calcite-example -am -DskipTests package

demo-spark: ## the same in a cluster of Spark on this machine
	$(MVN) -Pdemo -pl spark-example -am -DskipTests package

shell: ## an SQL prompt on the demo's data
	$(MVN) -Pdemo -pl h2-example -am -DskipTests package -Ddemo.args="--shell"

evil: ## what becomes of the hostile programs; make evil E=bytecode for one category
	$(MVN) -Pevil -pl engine -am -DskipTests package -Devil='$(E)'

cpython: ## CPython's own tests, all or: make cpython C=test_json,test_re
	$(MVN) -pl cpython-tests -am -Dtest=CPythonTest -Dsurefire.failIfNoSpecifiedTests=false $(if $(C),-Dcpython-tests.modules=$(C)) test

all-guests: ## the SQL contracts in a foreign guest too, all of them
	mvn -B -Pall-guests -pl udf-bridge/h2,udf-bridge/calcite -am verify

hosts: ## real applications that run scripts, docs/hosts.md
	mvn -B -pl hosts -amd -am -Dtest='org.pythonwasm.hosts.**' -Dsurefire.failIfNoSpecifiedTests=false verify

cookbook: ## the recipes of docs/cookbook.md in H2 and Calcite
	$(MVN) -pl cookbook -am -Dtest='*RecipesTest' -Dsurefire.failIfNoSpecifiedTests=false test

manual: ## the pages as a site: manual/target/site/index.html
	$(MVN) -pl manual -am -DskipTests package

api: ## write the signatures of the API to integration-tests/src/test/resources/api
	$(MVN) -pl integration-tests,cli -am -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true test

figures: ## the figures of README, beside native CPython
	bench/figures.sh

house: ## sizes of packages, classes, rings of classes, jars and what they need
	$(MVN) -Dquickly -Dmdep.outputFile=target/closure -DincludeScope=runtime package dependency:build-classpath >/dev/null
	scripts/house.py

.PHONY: help verify quick format jar test demo demo-calcite demo-spark shell evil cpython all-guests hosts cookbook manual api figures house
