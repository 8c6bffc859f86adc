# region: spring-view-script
from html import escape
from string import Template

def render(template, model, context):
    values = {name: escape(str(model[name])) for name in model}
    return Template(template).substitute(values, locale=context.getLocale().toLanguageTag())
# endregion
