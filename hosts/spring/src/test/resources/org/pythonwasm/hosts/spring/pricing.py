# region: spring-bean-script
from decimal import Decimal

def gross(net, country):
    return net * (1 + Decimal('0.19' if country == 'DE' else '0.20'))
# endregion
