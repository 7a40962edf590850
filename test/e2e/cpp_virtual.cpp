// A virtual call is the call of the function that it reaches: in a constructor
// that of the base, through delete the destructors from the outermost inwards.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static int built, dropped;

struct Shape {
    PROFILE Shape() { built += corners(); }
    PROFILE virtual ~Shape() { dropped += corners(); }
    PROFILE virtual int corners() const { return 0; }
    virtual int area() const = 0;
};

PROFILE int Shape::area() const // pure, but with a body
{
    return 1;
}

struct Square : Shape {
    PROFILE explicit Square(int side) : side(side) { built += corners(); }
    PROFILE ~Square() override { dropped += corners(); }
    PROFILE int corners() const override { return 4; }
    PROFILE int area() const final { return side * side * Shape::area(); }
    int side;
};

PROFILE static int measure(const Shape &shape)
{
    return shape.area() + shape.corners();
}

Shape *volatile escaped;

PROFILE int main()
{
    escaped = new Square(3); //@ allocations=1 allocated=16 increment=16
    int n = measure(*escaped);
    delete escaped;          //@ increment=-16
    return n == 13 && built == 4 && dropped == 4 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap live=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Square::Square(int)" calls=1
// CHECK: edge "Square::Square(int)" -> "Shape::Shape()" calls=1
// CHECK: edge "Shape::Shape()" -> "Shape::corners()" calls=1
// CHECK: edge "Square::Square(int)" -> "Square::corners()" calls=1
// CHECK: edge main -> "measure(Shape const&)" calls=1
// CHECK: edge "measure(Shape const&)" -> "Square::area()" calls=1
// CHECK: edge "measure(Shape const&)" -> "Square::corners()" calls=1
// CHECK: edge "Square::area()" -> "Shape::area()" calls=1
// CHECK: edge main -> "Square::~Square()" calls=1
// CHECK: edge "Square::~Square()" -> "Square::corners()" calls=1
// CHECK: edge "Square::~Square()" -> "Shape::~Shape()" calls=1
// CHECK: edge "Shape::~Shape()" -> "Shape::corners()" calls=1
