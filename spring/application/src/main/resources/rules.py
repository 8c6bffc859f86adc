# region: rules
from decimal import Decimal

def discount(order):
    return Decimal('0.1') if order['total'] > 100 else Decimal(0)
# endregion
